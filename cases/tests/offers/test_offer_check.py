"""A mother pastes what her son was offered; Ana answers when she asks."""

import re
import uuid
from datetime import date, timedelta
from io import BytesIO

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from accounts.models import AccessLog
from cases.models import OfferQuestion, RedFlag, StoredFile
from cases.rules import uploads
from cases.rules.offers import offer_question, red_flag
from cases.rules.privacy import retention
from cases.values.identity import first_phone
from lib import receipt, sealed_file
from lib.tests import papers

CHECK, ASK, CODE, FOLLOW, ANSWER = (
    reverse(f"cases:offer_{name}") for name in ("check", "ask", "code", "follow", "answer")
)
TRAP = "Jadi admin judi online di Kamboja, gaji 12 juta, tiket dibayar bos. Chat 0812-3456-7890."
HONEST = "PT Contoh P3MI, SIP3MI ada, perjanjian kerja dibaca di Disnaker, visa kerja, tanpa biaya penempatan."


@pytest.fixture(autouse=True)
def fresh_limits(db):
    cache.clear()


@pytest.fixture
def desk(client, ana):
    browser = type(client)()
    browser.force_login(ana.user)
    return browser


def form(**told):
    return {"client_uuid": uuid.uuid4(), "seed": uuid.uuid4(), "text": TRAP} | told


def asked(**told):
    flags = red_flag.start_flags()
    return offer_question.ask(**{"client_uuid": uuid.uuid4(), "seed": "benih", "flags": flags, "text": TRAP} | told)


def test_a_trap_is_called_a_trap_and_each_sign_says_why_and_from_where(client):
    page = client.post(CHECK, {"text": TRAP}).content.decode()
    assert "Bahaya besar" in page and "judi" in page
    assert page.count("Sumber:") >= 3 and "siskop2mi.bp2mi.go.id" in page and "/darurat/" in page
    assert page.index("Bahaya besar") < page.index("Tanda yang kami lihat") < page.index("Masih ragu?")


def test_the_score_can_be_counted_after(client):
    answer = client.post(CHECK, {"text": TRAP})
    page, reading = answer.content.decode(), answer.context["reading"]
    assert f"Nilai bahayanya <b>{reading.score}</b>" in page
    assert sum(int(weight) for weight in re.findall(r"bobot (\d)</span></h3>", page)) == reading.score
    bounds = red_flag.RED_FROM, red_flag.AMBER_FROM
    assert f"<li>{bounds[0]} atau lebih: bahaya besar" in page and f"<li>Di bawah {bounds[1]}: kami tidak" in page
    assert f"paling banyak {-red_flag.MOST_TRUST}." in page


def test_what_sounds_good_takes_from_the_score_in_sight(client):
    answer = client.post(CHECK, {"text": HONEST})
    assert answer.context["reading"].trusts
    assert "bobot -2</span></li>" in answer.content.decode()


def test_a_sign_whose_source_nobody_has_read_is_not_told_as_certain(client):
    red_flag.load()
    unsure = "Belum pasti: sumber resminya belum kami baca."
    ask = {"text": "jangan bilang mamak"}
    page = client.post(CHECK, ask).content.decode()
    assert unsure in page and "Sumber: Bahan penyuluhan" not in page
    RedFlag.objects.update(is_certain=True)
    page = client.post(CHECK, ask).content.decode()
    assert unsure not in page and "Sumber: Bahan penyuluhan" in page
    RedFlag.objects.update(checked_on=timezone.localdate() - timedelta(days=366))
    assert unsure in client.post(CHECK, ask).content.decode()


def test_no_sign_of_danger_is_no_promise(client):
    page = client.post(CHECK, {"text": HONEST}).content.decode()
    assert "Kami tidak melihat tanda bahaya" in page and "bukan jaminan" in page
    assert "SIP3MI" in page and " aman" not in page.split("verdict--none")[1].split("<details")[0].lower()


def test_the_few_fields_are_enough_and_read_by_the_same_code(client):
    page = client.post(CHECK, {"country": "KH", "job": "admin game", "visa": "wisata", "leaves_in_days": "1"})
    expected = red_flag.read(
        OfferQuestion(country="KH", job="admin game", visa="wisata", leaves_in_days=1).offer, red_flag.start_flags()
    )
    assert page.context["reading"].level == expected.level == "red"
    assert "Bahaya besar" in page.content.decode()


TOLD = {
    "company": "PT Laut Contoh",
    "country": "MY",
    "job": "pelayan rumah makan",
    "pay": "9 juta",
    "visa": "wisata",
    "offered_by": "teman sekolah",
    "money_asked": "4 juta untuk paspor",
    "leaves_in_days": 7,
}


def test_every_field_of_the_form_reaches_the_judge_and_the_desk(client, desk):
    page = client.get(CHECK)
    assert set(page.context["form"].fields) >= {"text", *TOLD}
    assert "Nama perusahaan" in page.content.decode()
    picture = SimpleUploadedFile("chat.png", papers.photo(), "image/png")
    client.post(ASK, form(text="", file=picture, **TOLD))
    question = OfferQuestion.objects.get()
    read = question.offer
    assert "PT Laut Contoh" in read.text
    assert all(getattr(read, name) == value for name, value in TOLD.items() if name != "company")
    shown = desk.get(question.get_absolute_url()).content.decode()
    for words in ("PT Laut Contoh", "Malaysia", "pelayan rumah makan", "9 juta", "wisata", "teman sekolah"):
        assert words in shown
    assert "4 juta untuk paspor" in shown and "dalam 7 hari" in shown and "Lihat tangkapan layar" in shown


def test_nothing_is_kept_of_a_check_and_nothing_of_it_stands_in_an_address(client):
    answer = client.post(CHECK, {"text": TRAP})
    assert answer.headers["Cache-Control"] == "no-store, private"
    assert not OfferQuestion.objects.exists()
    assert "sesi" not in {name for name, cookie in client.cookies.items() if cookie.value}


@pytest.mark.parametrize("told", [{}, {"text": "   "}, {"text": "x" * 10_000}, {"text": "a\0b"}, {"country": "XX"}])
def test_broken_or_empty_forms_are_named(client, told):
    assert client.post(CHECK, told).context["form"].errors
    assert client.post(ASK, form(text="") | told).context["form"].errors
    assert not OfferQuestion.objects.exists()


def test_the_pasted_text_is_escaped(client):
    text = "admin judi <script>alert(1)</script>"
    assert "<script>alert" not in client.post(CHECK, {"text": text}).content.decode()


def test_what_was_told_goes_along_to_the_question(client):
    result = client.post(CHECK, {"text": TRAP, "country": "KH"})
    carried = result.context["ask_form"]
    assert (carried["text"].value(), carried["country"].value()) == (TRAP, "KH")
    assert carried["recruiter_phone"].value() == "+6281234567890"


def test_she_asks_without_a_name_and_gets_a_code(client):
    told = form(country="KH", question="Boleh anak saya ikut?")
    assert client.post(ASK, told).headers["Location"] == CODE
    question = OfferQuestion.objects.get()
    assert (question.level, question.country, question.recruiter_phone) == ("red", "KH", "+6281234567890")
    assert question.recruiter_phone_index and not question.asker_phone and "judi-daring" in question.flags
    words = client.get(CODE).context["words"]
    assert receipt.stretch(" ".join(words)) == question.receipt_hash
    assert client.post(CODE).headers["Location"] == ANSWER
    assert client.get(CODE).headers["Location"] == ANSWER
    assert "Belum dijawab" in client.get(ANSWER).content.decode()


def test_the_database_holds_neither_text_nor_number_nor_code(client):
    client.post(ASK, form(question="Boleh?", asker_phone="0811 2222 3333"))
    words = client.get(CODE).context["words"]
    row = str(OfferQuestion.objects.extra(select={"raw": "cases_offerquestion::text"}).values("raw").get())
    assert not [
        word for word in ("Kamboja", "81234567890", "3456-7890", "81122223333", "2222 3333", *words) if word in row
    ]


def test_a_second_press_is_the_same_question_with_the_same_code(client):
    told = form()
    codes = [client.post(ASK, told) and client.get(CODE).context["words"] for _ in range(2)]
    assert codes[0] == codes[1] and OfferQuestion.objects.count() == 1


def test_who_knows_the_form_but_not_its_seed_opens_nothing(client):
    told = form()
    client.post(ASK, told)
    stranger = type(client)()
    stranger.post(ASK, told | {"seed": uuid.uuid4()})
    assert stranger.get(ANSWER).headers["Location"] == FOLLOW
    assert OfferQuestion.objects.count() == 1


def test_a_working_day_is_no_sunday(client, monkeypatch):
    monkeypatch.setattr(offer_question, "today", lambda: date(2026, 11, 27))  # a Friday
    assert asked().due_on == date(2026, 12, 1)


def test_a_screenshot_alone_is_enough_and_lies_sealed(client, desk):
    picture = SimpleUploadedFile("chat.png", papers.photo(), "image/png")
    assert client.post(ASK, form(text="", file=picture)).headers["Location"] == CODE
    file = StoredFile.objects.get()
    assert file.offer == OfferQuestion.objects.get()
    assert b"JFIF" not in sealed_file.path_of(file.names[0]).read_bytes()[:64]
    assert desk.get(reverse("cases:file_page", args=[file.pk, 1])).headers["Content-Type"] == "image/jpeg"
    assert client.get(reverse("cases:file", args=[file.pk])).status_code == 302


def test_a_full_disk_keeps_what_was_typed_and_nothing_half(client, monkeypatch):
    def full(*args, **kwargs):
        raise OSError

    monkeypatch.setattr(uploads.sealed_file, "write", full)
    answer = client.post(ASK, form(file=SimpleUploadedFile("chat.png", papers.photo(), "image/png")))
    assert answer.status_code == 507 and "Kamboja" in answer.content.decode()
    assert not OfferQuestion.objects.exists() and not StoredFile.objects.exists()


def test_a_wrong_file_is_named(client):
    answer = client.post(ASK, form(file=SimpleUploadedFile("chat.png", BytesIO(b"MZ bukan gambar").read())))
    assert "file" in answer.context["form"].errors and not OfferQuestion.objects.exists()


def test_many_from_one_address_are_let_in_but_marked_and_a_machine_is_stopped(client):
    for _ in range(12):
        client.post(ASK, form())
    assert OfferQuestion.objects.filter(is_suspect=True).count() == 2
    assert {client.post(ASK, {}).status_code for _ in range(60)} == {200, 429}


@pytest.fixture
def crowded(client, settings):
    """The network of this family has asked too much already."""
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"offer_flood": "1/h/ip"}
    type(client)().post(ASK, {})


def test_past_the_limit_the_question_comes_back_as_it_was_typed(client, crowded):
    picture = SimpleUploadedFile("chat.png", papers.photo(), "image/png")
    answer = client.post(ASK, form(question="Boleh anak saya ikut?", country="KH", file=picture))
    page = answer.content.decode()
    assert answer.status_code == 429 and "Tunggu sebentar" not in page
    assert "Boleh anak saya ikut?" in page and 'value="KH" selected' in page and "Gambarnya perlu dipilih lagi" in page
    assert "Salin tiga angka ini" in page and not OfferQuestion.objects.exists() and not StoredFile.objects.exists()


def test_who_copies_the_digits_is_heard(client, crowded):
    told = form(question="Boleh?")
    copied = client.post(ASK, told).context["copied"]
    told |= {"digits": copied.initial["digits"]}
    wrong = client.post(ASK, told | {"copied": "12"})
    assert wrong.context["copied"].errors and wrong.context["copied"].asked == copied.asked
    assert client.post(ASK, told | {"copied": " ".join(copied.asked)}).headers["Location"] == CODE
    assert OfferQuestion.objects.get().question == "Boleh?"


def test_who_fills_in_the_hidden_box_is_marked(client):
    client.post(ASK, form(alamat_situs="https://contoh.test"))
    assert OfferQuestion.objects.get().is_suspect


def test_the_code_brings_her_back_to_the_answer(client, ana):
    question = asked(question="Boleh?")
    offer_question.answer(question, text="Jangan berangkat.", seen="", by=ana)
    code = receipt.code_of(question.pk, "benih")
    assert client.post(FOLLOW, {"code": code.upper()}).headers["Location"] == ANSWER
    page = client.get(ANSWER).content.decode()
    assert "Jangan berangkat." in page and "Kamboja" not in page


@pytest.mark.parametrize("typed", ["batas kilat", "", "x" * 10_000, "a\0b", "batas kilat sumur padat"])
def test_a_wrong_code_opens_nothing(client, typed):
    asked()
    assert client.post(FOLLOW, {"code": typed}).status_code == 200
    assert client.get(ANSWER).headers["Location"] == FOLLOW


def test_quick_exit_forgets(client):
    client.post(ASK, form())
    client.get(reverse("cases:leave_report"))
    assert client.get(ANSWER).headers["Location"] == FOLLOW
    assert client.get(CODE).url == FOLLOW


def test_ana_answers_once_and_a_second_press_changes_nothing(desk, ana):
    question = asked()
    path = reverse("cases:answer_offer", args=[question.pk])
    for _ in range(2):
        assert desk.post(path, {"text": "Jangan.", "version": ""}).headers["Location"] == reverse(
            "cases:offer_questions"
        )
    question.refresh_from_db()
    assert (question.answer, question.answered_by) == ("Jangan.", ana)
    assert desk.get(path).status_code == 405


def test_the_second_officer_sees_the_first_ones_answer_and_may_then_correct_it(desk, dewi):
    question = asked()
    offer_question.answer(question, text="Jangan berangkat.", seen="", by=dewi)
    path = reverse("cases:answer_offer", args=[question.pk])
    page = desk.post(path, {"text": "Boleh.", "version": ""})
    assert "Jangan berangkat." in page.content.decode() and "Boleh." in page.content.decode()
    question.refresh_from_db()
    assert question.answer == "Jangan berangkat."
    seen = page.context["form"].data["version"]
    assert desk.post(path, {"text": "Boleh.", "version": seen}).status_code == 302
    question.refresh_from_db()
    assert question.answer == "Boleh."


def test_an_empty_answer_is_named(desk):
    page = desk.post(reverse("cases:answer_offer", args=[asked().pk]), {"text": " "})
    assert page.context["form"].errors


def test_the_desk_sees_what_waits_first_the_late_and_last_the_suspect(desk, few_queries):
    flood, young, late = asked(is_suspect=True), asked(job="pelayan"), asked(job="admin")
    OfferQuestion.objects.filter(pk=late.pk).update(due_on=timezone.localdate() - timedelta(days=3))
    with few_queries():
        page = desk.get(reverse("cases:offer_questions"))
    assert [question.pk for question in page.context["page"]] == [late.pk, young.pk, flood.pk]
    assert "lewat" in page.content.decode()
    assert "Pertanyaan tawaran kerja" in desk.get("/beranda/").content.decode()


def test_numbers_are_masked_and_opened_with_a_reason(desk, ana, few_queries):
    question = asked(asker_phone="+6281122223333")
    with few_queries():
        page = desk.get(question.get_absolute_url()).content.decode()
    assert "+6281122223333" not in page and "3333" in page
    path = reverse("cases:reveal_offer_phone", args=[question.pk, "penanya"])
    assert "+6281122223333" not in desk.post(path, {}).content.decode()
    assert "+6281122223333" in desk.post(path, {"reason": "Menelepon penanya."}).content.decode()
    assert AccessLog.objects.get(by=ana, detail="penanya").reason == "Menelepon penanya."
    assert desk.get(reverse("cases:reveal_offer_phone", args=[question.pk, "nik"])).status_code == 404


def test_one_recruiter_asked_about_by_two_families_is_noticed(desk):
    first, second = asked(), asked(text="Kerja di Malaysia, hubungi +62 812 3456 7890", job="restoran")
    asked(text="Kerja di Malaysia, hubungi 0811 9999 0000", job="kapal")
    others = desk.get(first.get_absolute_url()).context["others"]
    assert [other.pk for other in others] == [second.pk]


def test_after_ninety_days_question_and_screenshot_are_gone(client, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    client.post(ASK, form(file=SimpleUploadedFile("chat.png", papers.photo(), "image/png")))
    on = timezone.localdate()
    retention.purge(on + timedelta(days=89))
    assert OfferQuestion.objects.count() == 1
    retention.purge(on + timedelta(days=90))
    assert not OfferQuestion.objects.exists() and not StoredFile.objects.exists()


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("hub 0812-3456-7890 ya", "+6281234567890"),
        ("WA +855 12 813 282", "+85512813282"),
        ("gaji 12.000.000 sebulan", ""),
        ("tanpa nomor", ""),
    ],
)
def test_the_number_of_a_recruiter_is_found_in_what_was_pasted(text, number):
    assert first_phone(text) == number
