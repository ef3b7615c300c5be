"""The mother comes back with four words on a slip of paper."""

import uuid
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone

from accounts import session
from accounts.models import AccessLog, Agency
from accounts.tests.conftest import PASSWORD
from cases.models import Coordination, DeadlineParameter, Holiday, Report, ReportMessage
from cases.rules import workflow
from cases.rules.clocks import deadline
from cases.rules.families import family_news, report_desk, report_follow, report_intake
from cases.values.choices import Answer, CloseReason, Source
from cases.values.working_days import add_working_days
from cases.views.families.report import KEPT
from cases.views.families.report_follow import FOLLOWED
from cases.views.offers.offer import ASKED
from lib import receipt
from lib.clock import today

FOLLOW, NEWS = reverse("cases:follow"), reverse("cases:follow_news")
SEED = "benih"


def sign_in(client, actor):
    actor.user.set_password(PASSWORD)
    actor.user.save()
    assert client.post(reverse("sign_in"), {"login": actor.user.username, "password": PASSWORD}).status_code == 302


@pytest.fixture(autouse=True)
def fresh_limits(db):
    cache.clear()


@pytest.fixture
def report(db):
    return report_intake.keep(
        key=uuid.uuid4(), seed=SEED, danger=Answer.YA, person_name="Bayu Contoh", country="MM", place="Myawaddy"
    )


@pytest.fixture
def code(report):
    return receipt.code_of(report.pk, SEED)


def test_who_lends_his_phone_and_signs_in_afterwards_reads_nothing(client, code, rudi):
    """The mother followed her report on the phone of the head of her RT; then he signs in on it."""
    client.post(FOLLOW, {"code": code})
    assert client.get(NEWS).status_code == 200
    sign_in(client, rudi)
    assert client.get(NEWS).url == FOLLOW
    assert set(session.OF_VISITORS) == {KEPT, FOLLOWED, ASKED}


@pytest.fixture
def mother(client, code):
    assert client.post(FOLLOW, {"code": code.upper()}).headers["Location"] == NEWS
    return client


def news(report):
    return family_news.news_of(Report.objects.get(pk=report.pk), timezone.now())


def test_the_code_opens_her_report_and_stands_in_no_address(mother):
    page = mother.get(NEWS).content.decode()
    assert "Laporan Anda sudah kami terima." in page and "Petugas piket" in page
    assert "Bayu" not in page and "Myawaddy" not in page and "Myanmar" not in page


@pytest.mark.parametrize("typed", ["batas kilat", "", "x" * 10_000, "a\0b", "💥", "' OR 1=1 --"])
def test_a_wrong_code_opens_nothing(client, report, typed):
    assert client.post(FOLLOW, {"code": typed}).status_code == 200
    assert client.get(NEWS).headers["Location"] == FOLLOW


def test_found_or_not_each_guess_costs_the_same(client, report, code, monkeypatch):
    asked = []
    monkeypatch.setattr(receipt, "stretch", lambda text: asked.append(text) or "0" * 64)
    for typed in (code, "batas kilat sumur padat", "bukan kode"):
        client.post(FOLLOW, {"code": typed})
    assert len(asked) == 3


def test_codes_cannot_be_tried_out(client, report, code):
    answers = [client.post(FOLLOW, {"code": "batas kilat sumur padat"}).status_code for _ in range(21)]
    assert answers == [200] * 20 + [429]
    assert client.post(FOLLOW, {"code": code}).status_code == 429


@pytest.mark.parametrize("path", ["lapor/lacak/kabar/", "lapor/lacak/1/", "lapor/lacak/kabar/{}/", "kasus/laporan/{}/"])
def test_a_guessed_path_shows_nothing(client, report, path):
    answer = client.get(f"/{path.format(report.pk)}")
    assert answer.status_code in (302, 404) and "Bayu" not in answer.content.decode()


def test_her_message_arrives_once(mother, report):
    form = {"client_uuid": uuid.uuid4(), "text": "Ia menelepon tadi malam."}
    for _ in range(2):
        assert mother.post(NEWS, form).headers["Location"] == NEWS
    assert [m.text for m in ReportMessage.objects.all()] == ["Ia menelepon tadi malam."]
    report.refresh_from_db()
    assert report.reporter_wrote_at


def test_a_message_cannot_be_slipped_into_another_thread(mother, report):
    other = report_intake.keep(key=uuid.uuid4(), seed="lain", danger=Answer.YA, person_name="Lain")
    theirs = report_follow.write(other, key=uuid.uuid4(), text="Rahasia orang lain.")
    answer = mother.post(NEWS, {"client_uuid": theirs.pk, "text": "tiruan"})
    assert "Rahasia" not in answer.content.decode() and not report.messages.exists()


@pytest.mark.parametrize("text", ["", "x" * 10_000, "a\0b", " \n "])
def test_a_broken_message_is_named(mother, report, text):
    assert mother.post(NEWS, {"client_uuid": uuid.uuid4(), "text": text}).context["form"].errors
    assert not report.messages.exists()


def test_she_hears_where_it_is_and_by_when(report, ana, case, bp3mi, coordination):
    report_desk.link(report, case, by=ana)
    for target in ("TRIASE", "DITANGANI"):
        workflow.move(case, target, by=ana, happened_on=today(), source=Source.DISNAKER)
    assert news(report).done == "Laporan Anda sedang ditangani."
    assert news(report).next == f"paling lambat {today() + timedelta(days=7):%d/%m/%Y}"
    Coordination.objects.filter(pk=coordination.pk).update(status="DIKIRIM")
    assert "BP3MI Sumatera Selatan" in news(report).holder


def test_she_hears_who_holds_it_now_and_not_who_was_asked_first(report, ana, case, coordination):
    report_desk.link(report, case, by=ana)
    asked = Coordination.objects.filter(pk=coordination.pk)
    for status, holder in (("DITERIMA", "BP3MI Sumatera Selatan"), ("DI_PERWAKILAN", "Perwakilan RI")):
        asked.update(status=status)
        assert news(report).holder == f"Disnaker Kota Pangkalpinang, menunggu kabar {holder}"
    case.persons.update(status="PENAMPUNGAN")  # that he is back in the country is not said
    assert news(report).holder.endswith("menunggu kabar Perwakilan RI")
    case.persons.update(status="REINTEGRASI")
    assert news(report).holder == "Disnaker Kota Pangkalpinang"


def ask(case, kind):
    agency = Agency.objects.create(kind=kind, name=f"Contoh {kind}")
    return Coordination.objects.create(case=case, agency=agency, status="DIKIRIM")


@pytest.mark.parametrize("kind", Agency.Kind.values)
def test_only_who_brings_people_home_is_named(report, ana, case, kind):
    """The reporter may be the one she fled from: that the police were asked is not his to know."""
    report_desk.link(report, case, by=ana)
    ask(case, kind)
    named = kind in ("BP3MI", "KP2MI", "KEMLU", "PERWAKILAN")
    assert news(report).holder.endswith(f"menunggu kabar {f'Contoh {kind}' if named else 'kantor lain'}")


def test_two_other_offices_are_one_to_the_family(report, ana, case):
    report_desk.link(report, case, by=ana)
    for kind in ("POLRI", "IMIGRASI"):
        ask(case, kind)
    assert news(report).holder.endswith("menunggu kabar kantor lain")


def set_length(code, **length):
    DeadlineParameter.objects.update_or_create(
        code=code, urgency="P1", defaults=length | {"source": "contoh", "checked_on": today()}
    )


def test_the_first_look_is_promised_as_long_as_the_head_set_it(report):
    set_length("LAPORAN_DIBACA", amount=5, unit="JAM")
    due = timezone.localtime(report.received_at + timedelta(hours=5))
    assert news(report).next == f"paling lambat {due:%d/%m/%Y pukul %H.%M WIB}"
    set_length("LAPORAN_DIBACA", amount=None, unit="JAM")
    assert news(report).next == "" and not news(report).is_late


def test_closed_offices_are_counted_for_her_as_for_the_officers(report):
    set_length("LAPORAN_DIBACA", amount=1, unit="HARI_KERJA")
    first = add_working_days(today(), 1, frozenset())
    assert f"{first:%d/%m/%Y}" in news(report).next
    Holiday.objects.create(
        date=first, name="Libur Contoh", kind="NASIONAL", source="contoh", checked_on=today(), is_official=True
    )
    assert f"{add_working_days(first, 1, frozenset()):%d/%m/%Y}" in news(report).next


def test_her_next_news_is_the_date_on_the_officers_clock(report, ana, case):
    report_desk.link(report, case, by=ana)
    DeadlineParameter.objects.update_or_create(
        code="KABAR_KELUARGA",
        urgency=case.urgency,
        defaults={"amount": 4, "unit": "HARI", "source": "contoh", "checked_on": today()},
    )
    deadline.refresh([case])
    clock = case.deadlines.get(code="KABAR_KELUARGA")
    assert clock.due_on == today() + timedelta(4)
    assert news(report).next == f"paling lambat {clock.due_on:%d/%m/%Y}"


def test_a_late_answer_is_called_late(report):
    Report.objects.filter(pk=report.pk).update(received_at=timezone.now() - timedelta(hours=3))
    assert news(report).is_late


def test_who_linked_it_where_is_not_told(report, ana, case):
    """The reporter may be the one she fled from: that somebody else reported, too, is not his to know."""
    report_desk.link(report, case, by=ana)
    assert case.number not in " ".join(map(str, news(report))) and "ditautkan" not in news(report).done.lower()


@pytest.mark.parametrize("reason", [CloseReason.DUPLIKAT, CloseReason.LAPORAN_TIDAK_BENAR])
def test_the_reason_of_closing_is_not_told(report, ana, reason):
    report_desk.settle(report, reason=reason, note="Bukan keluarganya.", by=ana)
    assert news(report).done.startswith("Laporan ini sudah selesai kami periksa.")


def test_news_may_be_withheld_in_neutral_words(mother, report, ana, case):
    report_desk.link(report, case, by=ana)
    report_follow.withhold(report, is_withheld=True, reason="Diduga pelaku.", by=ana)
    page = mother.get(NEWS).content.decode()
    assert "tidak bisa kami tampilkan" in page and "sedang" not in page.split("<h2>")[0]
    assert "kabar ditahan: Diduga pelaku." in [row.said for row in AccessLog.objects.all()]


def test_a_new_code_at_the_desk_ends_the_old_one(mother, client, code, report, ana, settings):
    settings.DEMO = True
    desk = type(client)()
    desk.force_login(ana.user)
    path = reverse("cases:new_follow_code", args=[report.pk])
    form = {"client_uuid": uuid.uuid4(), "identity_check": "KTP"}
    first, again = desk.post(path, form).context["words"], desk.post(path, form).context["words"]
    assert first == again and len(first) == 4
    assert mother.get(NEWS).headers["Location"] == FOLLOW
    assert mother.post(FOLLOW, {"code": code}).status_code == 200
    assert mother.post(FOLLOW, {"code": " ".join(first)}).headers["Location"] == NEWS
    assert [row.said for row in AccessLog.objects.filter(by=ana)].count("kode lacak baru: KTP") == 1


def test_no_code_without_looking_at_the_person(client, report, code, ana, settings):
    settings.DEMO = True
    client.force_login(ana.user)
    path = reverse("cases:new_follow_code", args=[report.pk])
    assert client.post(path, {"client_uuid": uuid.uuid4()}).context["words"] == []
    assert report_follow.find(code) == report


def test_an_open_page_closes_after_half_an_hour(mother):
    session = mother.session
    session["lacak"] = session["lacak"] | {"at": (timezone.now() - timedelta(minutes=31)).timestamp()}
    session.save()
    assert mother.get(NEWS).headers["Location"] == FOLLOW
