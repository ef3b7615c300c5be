"""A mother reports her son; he is in Myawaddy, and 69 others too (domain.md §3.5): one way home through all doors.

BP3MI answers late, then by link, then by its machine and its account. Papers, money, flight, shelter, the deed at
Depati Amir, visits. The recruiter is a neighbour: what she tells of him is read by few, and by nobody next door.
"""

import re
import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import Role
from accounts.tests.factories import make_actor
from cases.models import CaseLetter, CasePerson, CasePersonChange, Coordination
from cases.rules import intake, workflow
from cases.rules.casework import group_event
from cases.rules.days import my_day
from cases.rules.letters.letter import letterhead_of
from cases.rules.reminders import duty, escalation, reminder
from cases.tests.factories import TODAY, make_case, make_people, make_person
from cases.values.choices import Category, Urgency
from dev.pytest_browser import DESK, PHONE
from dev.waiting import until
from lib.clock import today
from pangkalpinang_pmi.tests.playing import (
    Stage,
    choose,
    follow,
    let_sign_in,
    pick,
    press,
    save_step,
    strike,
    take_step,
)
from pangkalpinang_pmi.tests.running import PATIENCE, mail_server, portal

OTHERS, ALL = 69, 70
MOTHERS_PHONE, BP3MI_MAILBOX = "081271234567", "pengaduan@bp3mi.example.test"
NOT_IN_MAIL = ("Bayu", "Gani", "Marni", "Myanmar", "Myawaddy", "K-20", "Depati", MOTHERS_PHONE)
NOT_FOR_AGENCIES = (
    "Gani",
    "Marni",
    MOTHERS_PHONE[1:],
    f"••••{MOTHERS_PHONE[-4:]}",
    "Tim kasus",
    "Biaya pemulangan",
    "Kaitkan",
    "Depati Amir",
)
NOT_FOR_HER = ("Depati Amir", "GA 276", "19.40", "RPTC", "Bambu Apus", "perbatasan", "Gani", "Orang 01", "K-20")
STEP = {"happened_on": TODAY, "source": "DISNAKER"}
LATER = timedelta(days=8)  # long enough for the lateness of a P1 to reach the mayor (cases/data/deadlines.toml)


@pytest.fixture
def olga(ana):
    """An officer of Disnaker who is the recruiter's sister-in-law."""
    return make_actor("olga", Role.DISNAKER, ana.territory)


@pytest.fixture
def cast(transactional_db, public_site, settings, rudi, budi, ana, olga, dewi, dina, eko, adi, wawan, bp3mi):
    let_sign_in(rudi, budi, ana, dewi, dina, eko, adi, wawan)
    settings.DEMO = True  # as the running servers have it: no second factor
    bp3mi.email = BP3MI_MAILBOX
    bp3mi.save()
    head = letterhead_of(ana.territory)
    head.signer_name = "Kepala Contoh"
    head.save()
    now = timezone.now()
    duty.enter(key=uuid.uuid4(), officer=ana, starts_at=now, ends_at=now + timedelta(hours=12), by=dewi)


@pytest.fixture
def bayu(rudi):
    """Her son, whom Rudi registered long ago."""
    return make_person(rudi, rudi.territory, name="Bayu Contoh", status="DI_LUAR_NEGERI", country="MM", passport="C12")


@pytest.fixture
def others(rudi, ana, bp3mi):
    """What the province's list brought: 69 people in one case and one rombongan, asked of BP3MI some days ago."""
    people = make_people(rudi, rudi.territory, [f"Orang {number:02} Contoh" for number in range(OTHERS)])
    case = make_case(ana, people, urgency=Urgency.P1, category=Category.SCAM_JUDOL)
    for target in ("TRIASE", "DITANGANI"):
        case = workflow.move(case, target, by=ana, **STEP)
    told = {
        "name": "Myawaddy, Maret 2025",
        "country": "MM",
        "chronology": "Dibawa lewat Mae Sot.",
        "happened_on": TODAY,
    }
    group = group_event.make(client_uuid=uuid.uuid4(), by=ana, **told)
    group_event.bring_in(group, [case.number], by=ana)
    request = intake.draft_coordination(case, bp3mi, by=ana)
    Coordination.objects.filter(pk=request.pk).update(status="DIKIRIM", request="Mohon dicari semuanya.")
    return group


@pytest.fixture
def another_victim(rudi, ana):
    """The case of a family that the same neighbour promised work to."""
    return make_case(ana, [make_person(rudi, rudi.territory, name="Tono Contoh")], category=Category.CALO_DALAM_NEGERI)


def test_her_son_comes_home(cast, open_browser, client, bayu, others, another_victim, ana, olga, dewi, wawan):
    with mail_server() as (postbox, email_url), portal(email_url) as address:
        stage = Stage(open_browser, address, postbox)
        code = a_mother_reports(stage)
        the_officer_on_duty_is_woken(stage)
        number = she_opens_a_case(stage)
        case = f"/kasus/{number}/"
        client.force_login(olga.user)
        she_shuts_out_the_sister_in_law(stage, case, another_victim, client)
        his_case_joins_the_others(stage, others, number)
        letter = she_asks_bp3mi(stage, case, others)
        the_head_approves(stage, number, letter)
        it_is_sent_with_one_link_for_all(stage, case, letter, others)
        bp3mi_stays_silent(stage, ana, dewi, wawan)
        bp3mi_answers_by_link(stage)
        then_by_its_machine(stage, number)
        then_its_liaison(stage, case)
        all_are_found(stage, others)
        their_papers_are_made(stage, others)
        nobody_flies_before_the_money_is_promised(stage, case, others)
        they_land(stage, others)
        the_shelter_is_dinsos(stage, case)
        mother = the_mother_reads_neither_where_nor_when(stage, code)
        they_are_handed_over(stage, case, others)
        the_family_is_visited(stage, case)
        neither_did_the_neighbours(stage, case, bayu)
        the_head_closes(stage, case)
        mother.reload()
        says(mother, "Penanganan sudah selesai.")
        hides(mother, *NOT_FOR_HER)


def says(page, *words):
    page.wait_for_load_state()
    text = page.inner_text("main")
    assert [word for word in words if word not in text] == [], text


def hides(page, *words):
    page.wait_for_load_state()
    html = page.content()
    assert [word for word in words if word in html] == []


def a_mother_reports(stage):
    """Without an account, on a phone: the numbers, three answers, the signal gone and back, four words on paper."""
    page = stage.stranger("/lapor/")
    choose(page, "Ya")
    press(page, "Lanjut")
    page.get_by_role("heading", name="Telepon dulu").wait_for()
    page.get_by_label("Siapa namanya?").fill("Bayu Contoh")
    page.get_by_label("Anda siapanya?").select_option(label="orang tua")
    page.get_by_label("Di negara mana ia sekarang?").select_option(label="Myanmar")
    page.get_by_label("Kota atau tempatnya").fill("Myawaddy, gedung dekat sungai")
    page.context.set_offline(True)
    page.get_by_role("button", name="Kirim laporan").click()
    page.get_by_text("Sinyal terputus. Isian Anda masih di layar.").wait_for()
    page.context.set_offline(False)
    press(page, "Kirim laporan")
    code = page.locator(".receipt b").inner_text()
    assert len(code.split()) == 4
    press(page, "Sudah saya catat, lanjut")
    choose(page, "Disekap, tidak boleh keluar, atau dijual")
    press(page, "Simpan, lanjut")
    page.get_by_label("Siapa yang membawanya ke sana?").fill("Pak Gani, tetangga satu RT")
    press(page, "Simpan, lanjut")
    page.get_by_label("Nama Anda").fill("Marni Contoh")
    page.get_by_label("Nomor HP Anda").fill(MOTHERS_PHONE)
    choose(page, "Kelurahan boleh tahu bahwa ada laporan ini")
    press(page, "Simpan, lanjut")
    page.get_by_role("link", name="Lewati dulu").click()
    page.get_by_role("heading", name="Terima kasih, laporan Anda lengkap").wait_for()
    return code


def the_officer_on_duty_is_woken(stage):
    strike("cases.send_reminders")
    nothing_is_said_in(stage.letters_to("ana@example.test"))


def nothing_is_said_in(letters):
    assert [word for letter in letters for word in NOT_IN_MAIL if word in letter] == []


def she_opens_a_case(stage):
    ana = stage.of("ana")
    ana.get_by_role("link", name="Bayu Contoh · P1").click()
    says(ana, "Mengapa P1", "Disekap", "Pak Gani, tetangga satu RT", "nama mirip")
    hides(ana, MOTHERS_PHONE)
    ana.locator("summary", has_text="Buka kasus dari laporan ini").click()
    ana.locator("label", has_text="Bayu Contoh, W-").click()
    press(ana, "Buka kasus")
    ana.get_by_role("heading", name="Status kasus").wait_for()
    number = ana.inner_text("h1")
    take_step(ana, "Mulai triase")
    take_step(ana, "Tangani")
    mark_done(ana, "Telepon BP3MI", "Bicara dengan petugas jaga BP3MI.")
    says(ana, "Bayu Contoh", "Keberadaan dicari", "Bicara dengan petugas jaga BP3MI.")
    return number


def mark_done(page, what, result):
    """A deadline that no step ends: somebody says that it was done."""
    page.get_by_role("link", name=re.compile(f"Catat sudah dilakukan.*{what}")).click()
    page.get_by_label("Hasilnya").fill(result)
    press(page, "Simpan")


def she_shuts_out_the_sister_in_law(stage, case, another_victim, olga):
    """The same recruiter ties two cases; who is of his family sees neither that nor the case."""
    assert olga.get(case).status_code == 200
    ana = stage.of("ana")
    follow(ana, "Benturan kepentingan")
    pick(ana, "Siapa yang tidak boleh melihat", "Olga")
    ana.get_by_label("Alasan").fill("Ipar perekrut.")
    press(ana, "Tutup kasus ini untuknya")
    ana.goto(stage.address + case)
    follow(ana, "Kaitkan kasus lain")
    ana.get_by_label("Nomor kasus lain").fill(another_victim.number)
    ana.get_by_label("Mengapa berkaitan").select_option(label="perekrut yang sama")
    press(ana, "Kaitkan")
    says(ana, another_victim.number, "perekrut yang sama")
    assert olga.get(case).status_code == 404
    other_case = olga.get(another_victim.get_absolute_url()).content.decode()
    assert case not in other_case and "perekrut yang sama" not in other_case


def his_case_joins_the_others(stage, group, number):
    ana = stage.of("ana", group.get_absolute_url())
    ana.get_by_label("Nomor kasus").fill(number)
    press(ana, "Masukkan")
    says(ana, "1 orang masuk rombongan ini.", f"{ALL} orang", "Bayu Contoh")


def she_asks_bp3mi(stage, case, group):
    """One letter for all seventy, one request in her son's case."""
    ana = stage.of("ana")
    follow(ana, "Buat surat")
    ana.get_by_role("link", name="Permohonan fasilitasi").click()
    ana.get_by_label("Kepada instansi").select_option(label="BP3MI Sumatera Selatan")
    press(ana, "Simpan dan lihat suratnya")
    ana.get_by_role("img", name="Pratinjau").first.wait_for()
    take_step(ana, "Paraf dan ajukan ke Kadis")
    letter = CaseLetter.objects.get()
    assert letter.persons.count() == ALL
    ana.goto(stage.address + case)
    follow(ana, "Minta bantuan instansi")
    ana.get_by_label("Instansi").select_option(label="BP3MI Sumatera Selatan")
    ana.get_by_label("Yang diminta").fill("Mohon dicari keberadaannya.")
    press(ana, "Simpan konsep")
    take_step(ana, "Ajukan ke Kadis")
    says(ana, "Diajukan ke Kadis", "Giliran: Kepala Disnaker")
    return letter


def the_head_approves(stage, number, letter):
    """Both wait on her day: the request and the letter, which gets its number with her approval."""
    dewi = stage.of("dewi")
    says(dewi, "Menunggu persetujuan Anda", "Surat menunggu Kadis")
    dewi.get_by_role("link", name=f"{number} · P1").first.click()
    take_step(dewi, "Setujui kirim")
    says(dewi, "Disetujui kirim")
    dewi.goto(f"{stage.address}/beranda/")
    dewi.get_by_role("link", name="Surat permohonan fasilitasi").click()
    take_step(dewi, "Setujui dan beri nomor")
    letter.refresh_from_db()
    assert letter.number
    says(dewi, letter.number, "Disetujui dan bernomor")


def it_is_sent_with_one_link_for_all(stage, case, letter, group):
    """What leaves is seen before it leaves: names and a country, nobody who told; his case and that of the others."""
    ana = stage.of("ana", case)
    follow(ana, "Catat terkirim")
    assert ana.locator("#id_move_reference").input_value() == letter.number
    save_step(ana)
    ana.goto(stage.address + group.get_absolute_url())
    follow(ana, "Serahkan data")
    press(ana, "Lihat dulu")
    says(
        ana, "Inilah persisnya yang dibaca BP3MI Sumatera Selatan, 2 kasus", "Bayu Contoh", "Orang 68 Contoh", "Myanmar"
    )
    hides(ana, "Gani", "Marni")
    press(ana, "Ya, serahkan 2 kasus")
    says(ana, "BP3MI Sumatera Selatan")


def bp3mi_stays_silent(stage, ana, dewi, wawan):
    """Days go by: Disnaker is told, then its head, then the mayor's office hears a number. No mail says what about."""
    on, now = today() + LATER, timezone.now() + LATER
    reminder.plan_reminders(on)
    escalation.plan(now)
    strike("cases.send_reminders")
    for mailbox in ("ana@example.test", "dewi@example.test", "wawan@example.test"):
        nothing_is_said_in(stage.letters_to(mailbox))
    late = {section.title for section in my_day.my_day(ana, on).sections if section.rows}
    assert {my_day.LATE, "Perlu surat pengingat"} <= late
    assert "Naik kepada Anda karena terlambat" in {section.title for section in my_day.my_day(dewi, on).sections}
    told = my_day.my_day(wawan, on)
    assert told.cards and not told.sections
    hides(stage.of("wawan"), "Bayu", "K-20", "Pak Gani")


def bp3mi_answers_by_link(stage):
    """From its letter box, on a phone, without an account: one answer for seventy; the link opens once."""
    (letter,) = stage.letters_to(BP3MI_MAILBOX)
    nothing_is_said_in([letter])
    path = re.search(r"/mitra/[\w-]+/", letter.replace("=\n", ""))[0]
    page = stage.stranger(path)
    says(page, "Untuk BP3MI Sumatera Selatan", f"2 kasus, {ALL} orang", "Bayu Contoh")
    hides(page, *NOT_FOR_AGENCIES)
    choose(page, "Nyatakan diterima")
    page.get_by_label("Nomor di instansi Anda").first.fill("SISKO-77")
    page.get_by_label("Kapan kami mendapat kabar berikutnya?").fill((today() + timedelta(days=3)).isoformat())
    page.get_by_label("Nama dan jabatan Anda").fill("Petugas pelindungan")
    press(page, "Kirim jawaban")
    page.get_by_role("heading", name="Jawaban Anda tersimpan").wait_for()
    assert page.request.get(stage.address + path).status == 410


def then_by_its_machine(stage, number):
    """The head makes a key, the administrator none; the machine reads what was sent, and hands on."""
    dewi = stage.of("dewi", "/pengaturan/akses-api/baru/")
    dewi.get_by_label("Instansi").select_option(label="BP3MI Sumatera Selatan")
    dewi.get_by_label("Dipakai oleh").fill("SISKOP2MI")
    press(dewi, "Buat token")
    token = re.search(r"pmi_[\w-]+", dewi.inner_text("main"))[0]
    assert {stage.status_of("adi", path) for path in ("/kasus/", "/pengaturan/akses-api/baru/")} == {403}
    machine, door = dewi.request, f"{stage.address}/api/v1/koordinasi/"
    key = {"Authorization": f"Bearer {token}", "Idempotency-Key": str(uuid.uuid4())}
    rows = {row["case"]: row for row in machine.get(door, headers=key).json()["results"]}
    row = rows[number]
    told = {(one["status"], one["reference"], one["urgency"]) for one in rows.values()}
    assert len(rows) == 2 and told == {("DITERIMA", "SISKO-77", "P1")}
    step = {"target": "DITERUSKAN_PUSAT", "seen": "DITERIMA", "reference": "KP2MI-5", "message": "Diteruskan ke pusat."}
    answer = machine.post(
        f"{door}{row['id']}/langkah/", data=step, headers=key | {"Idempotency-Key": str(uuid.uuid4())}
    )
    assert answer.json()["status"] == "DITERUSKAN_PUSAT"
    assert [word for word in NOT_FOR_AGENCIES if word in answer.text()] == []


def then_its_liaison(stage, case):
    """The same file through his account: no teller, no recruiter, no money."""
    eko = stage.of("eko")
    says(eko, "Kabar Anda ditunggu")
    eko.get_by_role("link", name=case.split("/")[2]).click()
    says(eko, "Bayu Contoh", "KP2MI-5", "Diteruskan ke KP2MI")
    hides(eko, *NOT_FOR_AGENCIES)
    take_step(eko, "Catat ditangani Perwakilan RI", reference="BRAFAKS-31", note="KBRI Yangon")
    says(eko, "Ditangani Perwakilan RI", "BRAFAKS-31")


def move_all(page, target, **fields):
    """Everybody in the rombongan with one form."""
    follow(page, "Tandai semua")
    page.get_by_label("Langkah").select_option(value=target)
    for name, value in fields.items():
        page.locator(f"#id_{name}").fill(value)
    press(page, "Simpan untuk semua yang bertanda")


def move_group(stage, group, target, count=ALL, **fields):
    ana = stage.of("ana", group.get_absolute_url())
    move_all(ana, target, **fields)
    says(ana, f"Tersimpan untuk {count} orang.")
    return ana


def all_are_found(stage, group):
    where = "Di kamp dekat perbatasan, menurut KBRI Yangon."
    says(
        move_group(stage, group, "LOKASI_DIKETAHUI", note=where, reference="BRAFAKS-31"), "Lokasi dan keadaan diketahui"
    )


def their_papers_are_made(stage, group):
    """Travel papers in place of the passports that were taken, and the fine for overstaying waived."""
    says(move_group(stage, group, "PROSES_DOKUMEN", note="SPLP diminta, denda dihapus."), "Proses SPLP")


def nobody_flies_before_the_money_is_promised(stage, case, group):
    """One leg that nobody has promised holds all seventy, and the page says whose."""
    ana = stage.of("ana", case)
    follow(ana, "Catat biaya")
    ana.get_by_label("Biaya untuk").select_option(label="dari luar negeri ke Jakarta")
    ana.get_by_label("Yang membayar").select_option(label="Kemlu atau Perwakilan RI")
    ana.get_by_label("Jumlah seluruhnya").fill("6 juta")
    ana.locator("label", has_text="erjalanan menunggu biaya ini").click()
    press(ana, "Simpan")
    says(ana, "Rp6.000.000", "Diusulkan, perjalanan menunggu")
    ana.goto(stage.address + group.get_absolute_url())
    move_all(ana, "JADWAL_PULANG", reference="TIKET-9")
    says(ana, "Bayu Contoh: Biaya perjalanan ini harus disanggupi dulu.")
    assert ana.locator("#id_reference").input_value() == "TIKET-9"
    assert not CasePerson.objects.filter(status="JADWAL_PULANG").exists()
    ana.goto(f"{stage.address}{case}#biaya")
    ana.get_by_role("link", name="dari luar negeri ke Jakarta").first.click()
    take_step(ana, "Catat disanggupi", reference="KAWAT-12")
    says(ana, "Disanggupi", "KAWAT-12")
    ana.goto(stage.address + group.get_absolute_url())
    move_all(ana, "JADWAL_PULANG", reference="TIKET-9")
    says(ana, f"Tersimpan untuk {ALL} orang.", "Terjadwal pulang")


def they_land(stage, group):
    """Place and hour stand in the list of those who fetch them, and nowhere else."""
    ana = stage.of("ana")
    follow(ana, "Catat kedatangan")
    ana.get_by_label("Perkiraan tiba").fill(f"{today() + timedelta(days=2)}T19:40")
    ana.get_by_label("Tempat tiba").select_option(label="Bandara Depati Amir")
    ana.get_by_label("Penerbangan atau kapal").fill("GA 276")
    ana.get_by_label("Yang menjemput").select_option(label="petugas Disnaker")
    press(ana, "Simpan")
    says(ana, f"Kedatangan {ALL} orang tercatat.", "Bandara Depati Amir", "GA 276", "Bayu Contoh", "Orang 68 Contoh")
    for other in ("eko", "dina", "budi", "rudi", "wawan", "adi"):
        assert stage.status_of(other, "/kasus/kedatangan/") == 403
    move_group(stage, group, "TIBA_DEBARKASI")
    says(move_group(stage, group, "PENAMPUNGAN", note="RPTC Bambu Apus, tiga hari."), "Di penampungan")


def the_shelter_is_dinsos(stage, case):
    """Dinsos sees the case from the moment its office is in the team, and writes what it does."""
    assert stage.status_of("dina", case) == 404
    ana = stage.of("ana", case)
    follow(ana, "Tambah anggota")
    pick(ana, "Jabatan", "Petugas Dinsos")
    press(ana, "Tambahkan")
    dina = stage.of("dina", "/beranda/")
    dina.get_by_role("link", name=case.split("/")[2]).click()
    says(dina, "Bayu Contoh", "Di penampungan", "RPTC Bambu Apus, tiga hari.")
    hides(dina, "Depati Amir", "GA 276", "19.40")
    follow(dina, "Tulis catatan")
    dina.get_by_label("Catatan").fill("Bertemu di RPTC, sehat, ingin segera pulang.")
    press(dina, "Simpan catatan")
    says(dina, "Bertemu di RPTC, sehat, ingin segera pulang.")


def they_are_handed_over(stage, case, group):
    """Nobody is handed over without his deed: her son's is written in his case, the others' in one batch."""
    number = her_sons_deed(stage, case)
    move_group(stage, group, "PERJALANAN_DAERAH", note="Didampingi petugas Disnaker.")
    page = stage.of("ana", case)
    follow(page, "Catat serah terima")
    assert page.locator("#id_move_reference").input_value() == number
    save_step(page)
    says(page, "Serah terima", number)
    page.goto(stage.address + CasePerson.objects.get(person__name="Bayu Contoh").get_absolute_url())
    page.get_by_label("Mengapa keluar dari rombongan?").fill("Sudah di rumah.")
    press(page, "Keluarkan dari rombongan")
    says(page, "Orang ini keluar dari rombongan.")
    the_others_deeds(stage, group)
    move_group(stage, group, "SERAH_TERIMA", OTHERS)
    handed_over = CasePersonChange.objects.filter(subject__group=group, new_status="SERAH_TERIMA")
    assert handed_over.exclude(reference="").values("reference").distinct().count() == OTHERS


def her_sons_deed(stage, case):
    """Written by the officer, numbered with the head's approval, signed at the airport; returns its number."""
    ana = stage.of("ana", f"{case}surat/s08/")
    for name, text in (
        ("handed_on", f"{today():%Y-%m-%d}"), ("place", "Bandara Depati Amir"), ("condition", "Sehat."),
        ("receiver_name", "Marni Contoh"), ("receiver_address", "Tua Tunu Indah"),
        ("witnesses", "Budi, petugas kelurahan"),
    ):  # fmt: skip
        ana.locator(f"#id_{name}").fill(text)
    ana.locator("#id_receiver_relation").select_option("ORANG_TUA")
    press(ana, "Simpan dan lihat suratnya")
    take_step(ana, "Paraf dan ajukan ke Kadis")
    path = ana.url.removeprefix(stage.address).split("?")[0]
    take_step(stage.of("dewi", path), "Setujui dan beri nomor")
    signed = {"note": "Ditandatangani di bandara.", "sheet_later": "Lembarnya masih di bandara."}
    take_step(stage.of("ana", path), "Catat diserahkan langsung", **signed)
    return CaseLetter.objects.get(kind="S08", persons__link__person__name="Bayu Contoh").number


def the_others_deeds(stage, group):
    """One form, one press of the officer, one of the head; the worker numbers and sets each of them."""
    ana = stage.of("ana", group.get_absolute_url())
    follow(ana, "Berita acara untuk semua")
    ana.locator("#id_witnesses").fill("Nama Lurah, Lurah")
    press(ana, "Simpan semua konsep")
    press(ana, "Paraf dan ajukan semua")
    says(ana, f"{OTHERS} berita acara menunggu persetujuan Kepala Dinas.")
    dewi = stage.of("dewi", ana.url.removeprefix(stage.address))
    press(dewi, "Setujui semua dan beri nomor")
    deeds = CaseLetter.objects.filter(kind="S08", persons__link__group=group).exclude(number="")
    until(lambda: deeds.count() == OTHERS, seconds=PATIENCE)


def the_family_is_visited(stage, case):
    ana = stage.of("ana", case)
    take_step(ana, "Mulai reintegrasi", note="Ingin ikut pelatihan kerja.")
    mark_done(ana, "Kunjungan pertama", "Ibunya menerima kami di rumah.")
    says(ana, "Reintegrasi", "Ibunya menerima kami di rumah.", "Kunjungan kedua setelah pulang")


def the_mother_reads_neither_where_nor_when(stage, code):
    page = stage.stranger("/lapor/lacak/")
    page.get_by_label("Empat kata kode Anda").fill(code)
    press(page, "Lihat kabar")
    says(page, "Laporan Anda sedang ditangani.", "menunggu kabar Perwakilan RI", "paling lambat")
    hides(page, *NOT_FOR_HER)
    page.get_by_label("Pesan").fill("Terima kasih, anak saya sudah menelepon.")
    press(page, "Kirim pesan")
    says(page, "Terima kasih, anak saya sudah menelepon.")
    ana = stage.of("ana", "/beranda/")
    ana.get_by_role("link", name="Bayu Contoh").first.click()
    ana.get_by_role("link", name="Tulis kepada pelapor").click()
    ana.get_by_label("Tulis kepada pelapor").fill("Syukurlah, Bu. Petugas kami akan berkunjung.")
    press(ana, "Lihat dulu")
    says(ana, "Periksa sebelum mengirim", "Terima kasih, anak saya sudah menelepon.")
    press(ana, "Ya, kirim")
    page.reload()
    says(page, "Syukurlah, Bu. Petugas kami akan berkunjung.")
    return page


def neither_did_the_neighbours(stage, case, bayu):
    """The kelurahan knows by the family's leave that there is a report; the RT knows nothing at all."""
    budi = stage.of("budi", "/warga/laporan/")
    says(budi, "Bayu Contoh")
    hides(budi, "Marni", "Gani", "Myawaddy", case, "Orang 01")
    for neighbour, size in (("budi", DESK), ("rudi", PHONE)):
        page = stage.of(neighbour, bayu.get_absolute_url(), size)
        says(page, "Bayu Contoh")
        hides(page, "K-20", "Gani", "Myawaddy", "RPTC", "Depati Amir")
        assert stage.status_of(neighbour, case) == 403
    hides(stage.of("rudi", "/beranda/"), "Bayu", "laporan keluarga", "Gani")


def the_head_closes(stage, case):
    page = stage.of("ana", case)
    says(page, "Semua orang dalam kasus ini sudah diserahkan kepada keluarganya.")
    take_step(page, "Tutup koordinasi", reason="PULANG_SELESAI", note="Sudah pulang.")
    take_step(page, "Usulkan tutup", reason="PULANG_SELESAI", note="Sudah di rumah.")
    says(page, "Diusulkan tutup", "Giliran: Kepala Disnaker")
    dewi = stage.of("dewi", "/beranda/")
    dewi.get_by_role("link", name=case.split("/")[2]).first.click()
    take_step(dewi, "Setujui tutup", reason="PULANG_SELESAI")
    says(dewi, "Ditutup")
