"""A mother reports her son, without an account, on a cheap phone."""

import uuid
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone

from cases.models import Reminder, Report
from cases.rules.families import report_intake
from cases.states.report import ReportStatus
from cases.values.choices import Answer, Category, Urgency
from education.models import EmergencyContact
from lib import receipt
from lib.clock import today
from pangkalpinang_pmi.logs import mask

START, FIRST, CODE, DONE = (
    reverse(f"cases:{name}") for name in ("report_start", "report_first", "report_code", "report_done")
)
BAYU = {"person_name": "Bayu Contoh", "relation": "ORANG_TUA", "country": "MM", "place": "Myawaddy"}


def further(page):
    return reverse("cases:report_page", args=[page])


@pytest.fixture(autouse=True)
def fresh_limits(db):
    cache.clear()


@pytest.fixture
def mother(client):
    """She said that she does not know whether his life is in danger."""
    client.post(START, {"danger": Answer.TIDAK_TAHU})
    return client


def test_danger_is_asked_first_and_then_numbers_stand_above_the_form(client):
    EmergencyContact.objects.create(
        name="Hotline Contoh", purpose="Siapa saja.", number="129", shown_as="129", kind="CALL",
        works_from="ANYWHERE", source="contoh", checked_on=today(), checked_by="contoh",
    )  # fmt: skip
    assert client.post(START, {"danger": Answer.YA}).headers["Location"] == FIRST
    page = client.get(FIRST).content.decode()
    assert page.index("Telepon dulu") < page.index("tel:129") < page.index("Siapa namanya?")


def test_without_danger_the_form_comes_at_once(mother):
    assert "Telepon dulu" not in mother.get(FIRST).content.decode()


def test_it_is_kept_after_the_third_answer(mother):
    assert mother.post(FIRST, BAYU).headers["Location"] == CODE
    report = Report.objects.get()
    assert (report.person_name, report.country, report.status) == ("Bayu Contoh", "MM", ReportStatus.BARU)
    assert report.kelurahan_may_know is False


def test_only_a_nickname_is_needed(mother):
    mother.post(FIRST, {"person_name": "Ujang"})
    assert Report.objects.get().country == ""


def test_later_pages_add_to_it_and_may_be_left_out(mother):
    mother.post(FIRST, BAYU)
    assert mother.post(further("keadaan"), {"troubles": [Category.DISEKAP]}).headers["Location"] == further(
        "keterangan"
    )
    mother.post(further("keterangan"), {"recruiter": "Om Contoh", "passport": "c 123-4567", "story": "Ia menangis."})
    assert mother.post(further("hubungi"), {"reporter_phone": "0812 3456 7890"}).headers["Location"] == further("foto")
    report = Report.objects.get()
    assert (report.urgency, report.recruiter, report.reporter_phone) == (Urgency.P1, "Om Contoh", "+6281234567890")
    assert report.passport_index and report.reporter_phone_index


def test_the_database_holds_neither_name_nor_code(mother):
    mother.post(FIRST, BAYU)
    code = " ".join(mother.get(CODE).context["words"])
    row = str(Report.objects.extra(select={"raw": "cases_report::text"}).values("raw").get())
    assert "Bayu" not in row and "Myawaddy" not in row
    assert all(word not in row for word in code.split())
    assert Report.objects.get().receipt_hash == receipt.stretch(code)


def test_a_second_press_makes_no_second_report(mother):
    for _ in range(2):
        assert mother.post(FIRST, BAYU).headers["Location"] == CODE
    assert Report.objects.count() == 1


def test_the_code_can_be_looked_at_until_it_is_written_down(mother):
    mother.post(FIRST, BAYU)
    first, again = mother.get(CODE).context["words"], mother.get(CODE).context["words"]
    assert first == again and len(first) == 4
    assert mother.post(CODE).headers["Location"] == further("keadaan")
    assert mother.get(CODE).context["words"] == []


def says_that_its_code_leads_on(phone, path):
    """Whoever comes back after the quick exit is afraid that all is lost: it is not, and the four words open it."""
    answer = phone.get(path, follow=True)
    assert answer.redirect_chain == [(f"{reverse('cases:follow')}?lanjut=1", 302)]
    return "Laporan yang sudah tersimpan tidak hilang." in answer.text and "Keluar cepat" in answer.text


@pytest.mark.parametrize("path", [CODE, DONE, further("keadaan"), further("foto")])
def test_another_browser_sees_nothing_of_it(mother, path):
    mother.post(FIRST, BAYU)
    stranger = type(mother)()
    assert says_that_its_code_leads_on(stranger, path) and "Bayu" not in stranger.get(path, follow=True).text


def test_nobody_can_name_a_report_from_outside(mother):
    """The key stands in the session alone: what is sent along changes no foreign report."""
    mother.post(FIRST, BAYU)
    key = str(Report.objects.get().pk)
    stranger = type(mother)()
    stranger.post(f"{FIRST}?key={key}", {"person_name": "Orang Lain", "key": key, "client_uuid": key, "id": key})
    assert {report.person_name for report in Report.objects.all()} == {"Bayu Contoh", "Orang Lain"}


def test_a_report_left_lying_about_closes(mother):
    mother.post(FIRST, BAYU)
    session = mother.session
    session["lapor"] = session["lapor"] | {"at": (timezone.now() - timedelta(hours=3)).timestamp()}
    session.save()
    assert says_that_its_code_leads_on(mother, further("keadaan"))


def test_quick_exit_forgets_and_shows_the_weather(mother):
    mother.post(FIRST, BAYU)
    assert mother.get(reverse("cases:leave_report")).headers["Location"] == "https://www.bmkg.go.id/"
    assert says_that_its_code_leads_on(mother, further("keadaan"))


@pytest.mark.parametrize(
    ("page", "typed"),
    [
        (FIRST, {"person_name": "x" * 10_000}),
        (FIRST, {"person_name": "Bayu\0Contoh"}),
        (FIRST, {"person_name": ""}),
        (FIRST, BAYU | {"country": "XX"}),
        (further("keterangan"), {"story": "x" * 10_000}),
        (further("keterangan"), {"story": "a\0b"}),
        (further("keadaan"), {"troubles": ["SEMUA"]}),
        (further("hubungi"), {"reporter_phone": "ibu"}),
    ],
)
def test_broken_answers_are_named_and_nothing_typed_is_lost(mother, page, typed):
    mother.post(FIRST, BAYU)
    answer = mother.post(page, typed)
    assert answer.status_code == 200 and answer.context["form"].errors
    value = next(iter(typed.values()))
    assert not isinstance(value, str) or "\0" in value or value in answer.content.decode()


def test_pages_are_kept_by_nobody_and_say_nothing_in_the_title(mother):
    mother.post(FIRST, BAYU)
    for path in (START, CODE, further("keadaan"), further("hubungi"), further("foto"), DONE, reverse("cases:follow")):
        answer = mother.get(path)
        assert answer.headers["Cache-Control"] == "no-store, private"
        assert "<title>Formulir</title>" in answer.content.decode()
        assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
        assert len(answer.content) < 50_000


def test_no_log_says_which_page():
    assert mask("GET /lapor/lacak/kabar/ 200") == "GET /lapor/••• 200"


def test_many_from_one_address_are_let_in_but_looked_at_twice(client):
    for number in range(12):
        client.post(START, {"danger": Answer.YA})
        assert client.post(FIRST, BAYU | {"person_name": f"Contoh {number}"}).headers["Location"] == CODE
    assert Report.objects.filter(is_suspect=True).count() == 2
    assert Report.objects.filter(is_suspect=False).count() == 10


@pytest.fixture
def crowded(settings):
    """The network of this family has sent too much already."""
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"report_flood": "1/h/ip"}


def asked_to_copy(client):
    """A stranger of the same network reported before; now the family is asked for three digits."""
    stranger = type(client)()
    stranger.post(FIRST, {"person_name": "Orang Lain"})
    answer = client.post(FIRST, BAYU)
    assert answer.status_code == 429
    return answer


def test_past_the_limit_the_form_comes_back_as_it_was_typed(mother, crowded):
    page = asked_to_copy(mother).content.decode()
    assert "Bayu Contoh" in page and "Myawaddy" in page and 'value="MM" selected' in page
    assert "Salin tiga angka ini" in page and Report.objects.count() == 1


def test_who_copies_the_digits_is_always_kept(mother, crowded):
    copied = asked_to_copy(mother).context["copied"]
    typed = BAYU | {"digits": copied.initial["digits"]}
    wrong = mother.post(FIRST, typed | {"copied": "12"})
    assert wrong.context["copied"].errors and wrong.context["copied"].asked == copied.asked
    assert mother.post(FIRST, typed | {"copied": " ".join(copied.asked)}).headers["Location"] == CODE
    assert {report.person_name for report in Report.objects.all()} == {"Orang Lain", "Bayu Contoh"}


@pytest.mark.parametrize("digits", ["", "123", "x" * 10_000, "a\0b", "123:tiruan:tiruan"])
def test_digits_that_we_did_not_ask_for_are_asked_anew(mother, crowded, digits):
    asked_to_copy(mother)
    answer = mother.post(FIRST, BAYU | {"digits": digits, "copied": "123"})
    assert answer.status_code == 429 and Report.objects.count() == 1


def test_past_the_limit_the_numbers_still_stand_on_top(client, crowded):
    client.post(START, {"danger": Answer.YA})
    page = asked_to_copy(client).content.decode()
    assert page.index("Telepon dulu") < page.index("call--sea") < page.index("Salin tiga angka ini")


def test_who_fills_in_the_hidden_box_is_let_in_and_marked(mother):
    mother.post(FIRST, BAYU | {"alamat_situs": "https://contoh.test"})
    assert Report.objects.get().is_suspect


def tell(**answers):
    return report_intake.keep(key=uuid.uuid4(), seed="benih", **{"danger": Answer.YA, "person_name": "Bayu"} | answers)


def test_the_head_is_told_of_a_p1_at_once_and_only_once(dewi, ana):
    report = tell()
    report_intake.add(report.pk, story="Tambahan.")
    assert [r.recipient for r in Reminder.objects.filter(report=report, rule="REPORT_URGENT")] == [dewi]


def test_it_rings_when_a_later_page_makes_it_a_p1(dewi):
    report = tell(danger=Answer.TIDAK)
    assert not report.reminders.exists()
    report_intake.add(report.pk, troubles=[Category.DISEKAP])
    assert report.reminders.count() == 1


def test_nobody_is_woken_for_what_can_wait(dewi):
    assert not tell(danger=Answer.TIDAK).reminders.exists()


def test_a_flood_rings_once_until_somebody_has_looked(dewi):
    first, second = tell(is_suspect=True), tell(is_suspect=True)
    assert first.reminders.count() == 1 and not second.reminders.exists()
    Report.objects.filter(pk=first.pk).update(status=ReportStatus.SELESAI)
    assert tell(is_suspect=True).reminders.count() == 1


def test_a_flood_silences_nobody_else(dewi):
    tell(is_suspect=True)
    assert tell().reminders.count() == 1
