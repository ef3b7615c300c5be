"""Surprising but real situations (domain.md §9), each told once from end to end; its details are tested elsewhere.

Rows 15, 18 and 20 are played through the pages in `test_situations_told`.
"""

import uuid
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from accounts.models import AccessLog, Role
from accounts.tests.factories import KELURAHAN, make_actor, make_agency
from cases.models import (
    Case,
    CaseLetter,
    CasePerson,
    Coordination,
    DuplicatePair,
    Journey,
    NikConflict,
    Person,
    Report,
    Restriction,
    Sharing,
    TppoFinding,
)
from cases.rules import intake, restriction, workflow
from cases.rules.casework import casefile, group_event, need_to_know, recruiter_mention, tppo
from cases.rules.doubles import merging, merging_undo, nik_conflict
from cases.rules.families import family_news, report_desk, report_follow, report_intake
from cases.rules.letters import case_letter
from cases.rules.privacy import data_request, retention
from cases.rules.register import duplicates, registration, verification
from cases.states.coordination import CoordinationStatus
from cases.tests.factories import TODAY, make_case, make_case_letter, make_nik, make_person
from cases.values.choices import Answer, CloseReason, NikStatus
from lib.clock import today

pytestmark = pytest.mark.django_db
STEP = {"happened_on": TODAY, "source": "DISNAKER", "note": "dicatat"}


def tell(name, **answers):
    given = {"danger": Answer.TIDAK_TAHU, "person_name": name, "country": "MM"} | answers
    return report_intake.keep(key=uuid.uuid4(), seed="", **given)


def news(report):
    told = family_news.news_of(Report.objects.get(pk=report.pk), timezone.now())
    return " ".join(map(str, told))


def walk(subject, *targets, by, **more):
    for target in targets:
        subject = workflow.move(subject, target, by=by, **STEP | more)
    return subject


def ask_about(case, kind, *, by, applicant="Siti sendiri"):
    asked = {"kind": kind, "applicant": applicant, "identity_check": "KTP asli"}
    person = case.persons.get().person
    return data_request.receive(person, client_uuid=uuid.uuid4(), received_at=timezone.now(), by=by, **asked)


def answer(request, target, *, by, ground=""):
    said = {"note": "Dijelaskan di loket.", "seen": request.status, "client_uuid": uuid.uuid4()}
    return data_request.answer(request, target, by=by, ground=ground, **said)


def read(client, actor, path):
    client.force_login(actor.user)
    return client.get(path)


def test_row_2_one_nik_and_two_different_people(rudi, ana):
    """A slip of the pen: nothing is merged by itself, nobody is lost, and the second has no number that is not his."""
    nik = make_nik()
    siti = make_person(rudi, rudi.territory, nik=nik)
    entry = {"client_uuid": uuid.uuid4(), "by": rudi, "happened_on": TODAY, "source": "RT", "journey": {}}
    joko = {"name": "Joko Lain", "territory": rudi.territory, "nik": nik}
    done = registration.register(person=joko, **entry)
    assert done.person is None and Person.objects.count() == 1
    nik_conflict.decide(done.conflict, NikConflict.Decision.LAIN, by=ana, reason="KTP Joko berakhir 0002.")
    assert {(person.name, person.nik) for person in Person.objects.all()} == {("Siti Contoh", nik), ("Joko Lain", None)}
    siti.refresh_from_db()
    assert siti.nik == nik
    joko = Person.objects.get(name="Joko Lain")
    assert joko.nik_status == NikStatus.TIDAK_COCOK  # flagged: somebody asks for the right number again


def test_row_2_who_was_joined_by_mistake_is_parted_again(rudi, ana):
    """Both records come back as they were, with what hung on each."""
    people = [make_person(rudi, rudi.territory, name=name, nik=make_nik()) for name in ("Siti Contoh", "Siti Conto")]
    before = list(Person.objects.order_by("pk").values("name", "nik", "merged_into"))
    pair = duplicates.pair(people[0].pk, people[1].pk, 0.9, False, DuplicatePair.Found.REGISTRATION)
    pair = DuplicatePair.objects.filter(first=pair.first_id, second=pair.second_id).first() or pair
    pair.save()
    done = merging.merge(pair, by=ana, reason="mirip")
    assert Person.objects.visible_to(ana).count() == 1 and Journey.objects.filter(person=people[0]).count() == 2
    merging_undo.undo(done, by=ana, now=timezone.now())
    assert list(Person.objects.order_by("pk").values("name", "nik", "merged_into")) == before
    assert [Journey.objects.filter(person=person).count() for person in people] == [1, 1]


def test_row_7_one_sibling_comes_home_while_the_other_is_taken_to_another_country(rudi, ana):
    """One case, two persons of one group: each has a state, a country and a deed of his own."""
    people = [make_person(rudi, rudi.territory, name=name) for name in ("Bayu Contoh", "Bagas Contoh")]
    case = make_case(ana, people)
    bayu, bagas = (case.persons.get(person=person) for person in people)
    home = ("LOKASI_DIKETAHUI", "JADWAL_PULANG", "TIBA_DEBARKASI", "PERJALANAN_DAERAH", "SERAH_TERIMA")
    walk(bayu, *home, by=ana, reference="BAST-01")
    bagas = walk(bagas, "LOKASI_DIKETAHUI", "PINDAH_LOKASI", by=ana)
    casefile.edit_person(bagas, seen=bagas.version, why="kata KBRI", by=ana, country="KH", place="Poipet")
    group = group_event.make(client_uuid=uuid.uuid4(), by=ana, name="Myawaddy, Maret 2025", happened_on=TODAY)
    assert group_event.bring_in(group, [case.number], by=ana) == 2
    assert dict(CasePerson.objects.values_list("person__name", "country")) == {
        "Bayu Contoh": "MM",
        "Bagas Contoh": "KH",
    }
    states = dict(CasePerson.objects.values_list("person__name", "status"))
    assert states == {"Bayu Contoh": "SERAH_TERIMA", "Bagas Contoh": "PINDAH_LOKASI"}
    deeds = CasePerson.objects.filter(history__new_status="SERAH_TERIMA", history__reference="BAST-01")
    assert [link.person.name for link in deeds] == ["Bayu Contoh"]
    assert walk(bagas, "DALAM_PENCARIAN", by=ana).status == "DALAM_PENCARIAN"


def test_row_10_the_family_fears_the_head_of_its_rt(client, rudi, wati, budi, ana, siti):
    """What it tells goes straight to Disnaker; below, nobody learns that there is anything to learn."""
    told = tell("Siti Contoh", story="Ketua RT kami bersaudara dengan agennya.")
    case = report_desk.open_case(told, persons=[siti], urgency="P2", category="DISEKAP", by=ana)
    for actor in (rudi, wati, budi):
        page = read(client, actor, siti.get_absolute_url())
        assert page.status_code == 200 and case.number not in page.content.decode()
        assert read(client, actor, case.get_absolute_url()).status_code == 403
        assert not Report.objects.visible_to(actor).exists()
        assert not Report.objects.known_to_kelurahan(actor).exists()


def test_row_10_who_is_party_to_it_is_shut_out_even_at_disnaker(client, ana, dewi, case):
    olga = make_actor("olga", Role.DISNAKER, ana.territory)
    assert read(client, olga, case.get_absolute_url()).status_code == 200
    need_to_know.shut_out(case, olga, reason="ipar perekrut", by=ana)
    assert read(client, olga, case.get_absolute_url()).status_code == 404
    assert case.number not in read(client, olga, reverse("cases:list")).content.decode()


def test_row_10_so_is_his_household(client, ana, dewi, case):
    """One entry names the officer and who lives with her; neither reads the case in whatever office."""
    olga, tono = (make_actor(name, Role.DISNAKER, ana.territory) for name in ("olga", "tono"))
    need_to_know.shut_out(case, olga, household=[tono], reason="ipar perekrut", by=ana)
    assert {read(client, actor, case.get_absolute_url()).status_code for actor in (olga, tono)} == {404}


def test_row_11_the_recruiter_is_a_neighbour(client, rudi, budi, ana, dewi, siti):
    """His name stands with what was told, for the few: on no page of the register, in no news to the reporter."""
    told = tell("Siti Contoh", recruiter="Pak Gani RT sebelah", reporter_name="Ibu Contoh", kelurahan_may_know=True)
    case = report_desk.open_case(told, persons=[siti], urgency="P2", category="CALO_DALAM_NEGERI", by=ana)
    pages = [read(client, actor, siti.get_absolute_url()) for actor in (rudi, budi, ana)]
    pages += [read(client, budi, reverse("cases:reported_people")), read(client, ana, reverse("cases:list"))]
    assert [page for page in pages if "Gani" in page.content.decode()] == []
    assert "Gani" not in news(told)
    assert "Pak Gani" in read(client, dewi, told.get_absolute_url()).content.decode()
    assert "Pak Gani" not in read(client, dewi, case.get_absolute_url()).content.decode()  # its chronology leaves


def test_row_11_one_recruiter_in_many_cases_and_what_the_police_got_is_written_down(client, rudi, ana, dewi, case):
    """The cases are tied, the suspicion hangs on no person; the letter to the police leaves its row, and no public page
    says what it is about.
    """
    other = make_case(ana, [make_person(rudi, rudi.territory, name="Joko Contoh")], category="CALO_DALAM_NEGERI")
    for one, spelling in ((case, "+6281200007777"), (other, "0812 0000 7777")):
        said = {"name": "Pak Gani", "phone": spelling, "told": "kata keluarganya"}
        recruiter_mention.record(one, client_uuid=uuid.uuid4(), by=ana, **said)
    ours = read(client, ana, reverse("cases:recruiters", args=[case.number])).content.decode()
    assert f"Kasus {other.number}" in ours and "Joko" not in ours
    casefile.tie(case, other.number, "PEREKRUT", by=ana)
    assert other.number in read(client, ana, case.get_absolute_url()).content.decode()
    police = make_agency("Polresta Contoh", "POLRI")
    intake.draft_coordination(case, police, by=ana)
    letter = make_case_letter(ana, case, kind="S11", number="560/9", status="DITANDATANGANI", agency=police)
    CaseLetter.objects.filter(pk=letter.pk).update(bases={"IDENTITAS": "TUGAS_PUBLIK"})
    case_letter.take_step(letter, "DIKIRIM", by=ana, **STEP)
    left = Sharing.objects.get()
    assert (left.coordination.agency, left.letter, left.bases.get().basis) == (police, letter, "TUGAS_PUBLIK")
    client.logout()
    page = client.get(f"/surat/{letter.public_code}/").content.decode()
    assert "560/9" in page and not [word for word in ("polisi", "Polresta", "Siti", "K-20") if word in page]


def test_row_17_the_reporter_turns_out_to_be_the_one_she_fled_from(ana, budi, case):
    """He reads no place and no hour, then nothing at all; nor does the kelurahan give him a code any more."""
    Case.objects.update(place="Rumah aman Jakarta")
    told = report_desk.link(tell("Siti Contoh", kelurahan_may_know=True, reporter_name="Gani"), case, by=ana)
    link = walk(case.persons.get(), "LOKASI_DIKETAHUI", "JADWAL_PULANG", by=ana, reference="GA-871 pukul 19.40")
    assert link.status == "JADWAL_PULANG"
    assert [word for word in ("Jakarta", "GA-871", "19.40", "Myanmar", "JADWAL") if word in news(told)] == []
    assert Report.objects.known_to_kelurahan(budi).exists()
    report_follow.reissue(told, seed="baru", identity_check="KTP asli dicocokkan", by=ana)
    assert AccessLog.objects.get(action="REVEAL", detail="kode lacak baru").reason == "KTP asli dicocokkan"
    report_follow.withhold(told, is_withheld=True, reason="Diduga pelaku.", by=ana)
    assert "tidak bisa kami tampilkan" in news(told) and "Disnaker Kota" not in news(told)
    assert not Report.objects.known_to_kelurahan(budi).exists()
    refused = ask_about(case, "LIHAT", by=ana, applicant="Gani, mengaku suami")
    refused = answer(refused, "DITOLAK", by=ana, ground="KESELAMATAN")  # UU 27/2022 art. 33
    assert refused.status == "DITOLAK" and not Restriction.objects.exists()


def test_row_21_the_mission_finds_no_victim_and_the_police_find_one(ana, dina, case):
    """Both findings stay, neither wins; help goes by need: Dinsos is in the team whatever was found."""
    link = case.persons.get()
    for office in (ana.office, dina.office):
        intake.add_member(case, office, by=ana)
    for assessor, finding in (("PERWAKILAN", "TIDAK_TERINDIKASI"), ("POLRI", "TERINDIKASI_KORBAN")):
        tppo.record(
            link, client_uuid=uuid.uuid4(), by=ana, assessor=assessor, finding=finding, assessed_on=TODAY, basis="surat"
        )
    seen = TppoFinding.objects.visible_to(dina).values_list("assessor", "finding")
    assert set(seen) == {("PERWAKILAN", "TIDAK_TERINDIKASI"), ("POLRI", "TERINDIKASI_KORBAN")}
    referral = make_case_letter(ana, case, kind="S10", number="560/8", status="DIKIRIM")
    assert referral in CaseLetter.objects.visible_to(dina)
    home = walk(link, "LOKASI_DIKETAHUI", "JADWAL_PULANG", "TIBA_DEBARKASI", "PENAMPUNGAN", by=ana, reference="ST-1")
    assert home.status == "PENAMPUNGAN"


def test_row_24_what_a_trial_may_need_is_not_deleted(ana, dewi, case):
    """No clock and no button ends it: the report stays with its case, and a person in a case cannot be taken back."""
    Case.objects.update(category="SCAM_JUDOL")
    told = report_desk.link(tell("Siti Contoh", story="Paspornya diambil."), case, by=ana)
    Case.objects.update(status="DITUTUP")
    retention.purge(today() + timedelta(days=20 * 365))
    assert Report.objects.get(pk=told.pk).story == "Paspornya diambil."
    siti = case.persons.get().person
    with pytest.raises(Exception, match="protected"):
        siti.delete()


def test_row_24_she_asks_for_deletion_while_the_police_case_runs(client, ana, dewi, budi, case):
    """Refused with its reason, restricted instead, kept whatever the clocks say, until the head lifts it."""
    Case.objects.update(category="SCAM_JUDOL", status="DITANGANI")
    asked = ask_about(case, "HAPUS", by=ana)
    with pytest.raises(ValidationError, match="masih diperlukan"):
        answer(asked, "DIPENUHI", by=ana)
    assert answer(asked, "DITOLAK", by=ana, ground="PROSES_HUKUM").status == "DITOLAK"
    siti = case.persons.get().person
    with pytest.raises(ValidationError, match="sedang dibatasi"):
        registration.correct(siti, by=ana, version=siti.version, address="Jl. Lain")
    page = read(client, budi, siti.get_absolute_url()).content.decode()
    assert "sedang dibatasi" in page and "proses hukum" not in page and case.number not in page
    restriction.lift(Restriction.objects.get(), reason="Putusan sudah tetap.", by=dewi, now=timezone.now())
    assert registration.correct(siti, by=ana, version=siti.version, address="Jl. Lain").address == "Jl. Lain"


def test_row_25_bp3mi_closes_its_ticket_after_sixty_days_without_contact(client, ana, dewi, case, coordination):
    """The city's own case stays open, whoever closes what; and time alone closes no urgent one."""
    Coordination.objects.filter(pk=coordination.pk).update(status=CoordinationStatus.DIKIRIM)
    walk(case, "TRIASE", "DITANGANI", by=ana)
    walk(coordination, "DITUTUP", by=ana, reason=CloseReason.PELAPOR_TAK_TERHUBUNGI_60H)
    open_case = Case.objects.open().get()
    assert open_case.status == "DITANGANI"
    with pytest.raises(ValidationError, match="tidak ditutup hanya karena waktu"):
        walk(open_case, "USUL_TUTUP", by=ana, reason=CloseReason.PELAPOR_TAK_TERHUBUNGI_60H)
    assert "60 hari" in read(client, ana, case.get_absolute_url()).content.decode()
    alert = "BP3MI Sumatera Selatan menutup laporannya; kasus kota masih terbuka"
    for actor in (ana, dewi):
        assert alert in read(client, actor, "/beranda/").content.decode()
    walk(Coordination.objects.get(), "KONSEP", by=ana)  # asked again: somebody looks after it
    assert alert not in read(client, ana, "/beranda/").content.decode()


def test_row_30_an_officer_of_the_kelurahan_enters_herself(budi, places):
    bunga = make_actor("bunga", Role.KELURAHAN, places[KELURAHAN])
    entry = make_person(bunga, places[f"{KELURAHAN}.002.003"], name="Bunga Contoh").journeys.get()
    for officer, status in ((bunga, "TERDATA_RT"), (budi, "VERIFIKASI_KELURAHAN")):
        version = verification.version(entry)
        verification.accept(entry, by=officer, on=today(), client_uuid=uuid.uuid4(), seen=version)
        entry = Journey.objects.select_related("person").get(pk=entry.pk)
        assert entry.status == status


def test_row_30_or_her_own_brother(rudi, budi, places):
    """An RT enters a stranger, and the officer who looks says that he is her brother: another one looks, too."""
    bunga = make_actor("bunga", Role.KELURAHAN, places[KELURAHAN])
    entry = make_person(rudi, rudi.territory, name="Bima Contoh").journeys.get()
    looks = ((bunga, True, "TERDATA_RT"), (bunga, False, "TERDATA_RT"), (budi, False, "VERIFIKASI_KELURAHAN"))
    for officer, is_family, status in looks:
        seen = {"client_uuid": uuid.uuid4(), "seen": verification.version(entry), "is_family": is_family}
        verification.accept(entry, by=officer, on=today(), **seen)
        entry = Journey.objects.select_related("person").get(pk=entry.pk)
        assert entry.status == status
