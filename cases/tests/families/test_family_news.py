"""What the mother reads in each state of her daughter, and of each office that was asked."""

import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import Agency
from accounts.tests.factories import make_agency
from cases.models import Coordination, Report
from cases.rules.families import family_news, report_desk, report_follow, report_intake
from cases.states import telling
from cases.states.case import CaseStatus
from cases.states.case_person import CasePersonStatus
from cases.states.coordination import CoordinationStatus
from cases.tests.factories import make_person
from cases.values import unsafe_words
from lib.clock import today

SENTENCES = [
    *telling.CASE.values(),
    *(told.done for told in telling.PERSON.values()),
    *(text.format(office="BP3MI Sumatera Selatan") for text in telling.COORDINATION.values()),
]


@pytest.fixture
def report(case, ana):
    """About Siti, put to her case."""
    told = report_intake.keep(key=uuid.uuid4(), seed="benih", danger="YA", person_name="Siti Contoh", country="MM")
    return report_desk.link(told, case, by=ana)


def news(report):
    return family_news.news_of(Report.objects.get(pk=report.pk), timezone.now())


def test_no_state_is_without_a_sentence():
    assert set(telling.PERSON) == set(CasePersonStatus)
    assert set(telling.COORDINATION) == set(CoordinationStatus)
    assert set(telling.CASE) == set(CaseStatus)


@pytest.mark.parametrize("sentence", dict.fromkeys(SENTENCES))
def test_no_sentence_says_where_when_or_that_the_police_know(sentence):
    assert unsafe_words.risks(sentence) == []


def test_a_return_is_one_sentence_from_its_planning_to_its_end():
    """Who waits for her at the airport reads no day off it."""
    on_the_way = {"JADWAL_PULANG", "TIBA_DEBARKASI", "PENAMPUNGAN", "PERJALANAN_DAERAH"}
    assert len({telling.PERSON[state] for state in on_the_way}) == 1
    assert len({telling.PERSON[state] for state in ("SERAH_TERIMA", "REINTEGRASI", "SELESAI")}) == 1


def test_a_death_and_a_refusal_sound_the_same_and_are_not_told_by_a_page():
    assert telling.PERSON["MENINGGAL"] == telling.PERSON["MENOLAK_PULANG"]
    assert "bicarakan langsung" in telling.PERSON["MENINGGAL"].done


def test_of_each_state_she_reads_what_is_done_who_has_it_and_when_next(report, case, coordination):
    for state in CasePersonStatus.values:
        case.persons.update(status=state, place="Gedung Kencana")
        line = news(report).lines[0]
        assert line.done == telling.PERSON[state].done and line.holder and line.next, state
        assert "Kencana" not in str(news(report))
    for state in CoordinationStatus.values:
        Coordination.objects.update(status=state)
        line = news(report).lines[-1]
        assert line.done == telling.COORDINATION[state].format(office=coordination.agency.name), state
        assert line.holder and line.next, state


def test_no_step_on_the_way_home_moves_the_date_of_her_next_news(report, case):
    seen = set()
    for state in telling.RETURNING:
        case.persons.update(status=state, status_since=timezone.now() - timedelta(days=len(seen) + 1))
        seen.add(news(report))
    assert len(seen) == 1


def test_she_reads_until_when_an_office_is_waited_for_and_that_it_is_late(report, coordination):
    soon = today() + timedelta(3)
    Coordination.objects.update(status="DIKIRIM", due_on=soon)
    assert news(report).lines[-1].next == f"kami menunggu jawabannya sampai {soon:%d/%m/%Y}"
    Coordination.objects.update(due_on=today() - timedelta(1))
    assert news(report).lines[-1].next == family_news.OVERDUE


@pytest.mark.parametrize("kind", sorted(set(Agency.Kind.values) - family_news.NAMED))
def test_an_office_that_would_warn_is_not_named_in_any_state(report, case, kind):
    agency = make_agency(f"Rahasia {kind}", kind)
    link = Coordination.objects.create(case=case, agency=agency)
    for state in CoordinationStatus.values:
        Coordination.objects.filter(pk=link.pk).update(status=state)
        assert "Rahasia" not in str(news(report)) and "kantor lain" in news(report).lines[-1].done


def test_two_unnamed_offices_are_one_sentence(report, case):
    for kind in ("POLRI", "IMIGRASI"):
        Coordination.objects.create(case=case, agency=make_agency(f"Contoh {kind}", kind), status="DIKIRIM")
    assert len(news(report).lines) == 2  # Siti, and "kantor lain"


@pytest.fixture
def brother(case, rudi):
    """Another family's son in the same building."""
    return case.persons.create(person=make_person(rudi, rudi.territory, name="Joko Lain"), status="SERAH_TERIMA")


def test_each_reporter_reads_of_his_own_only(report, brother):
    """Domain.md §9 row 7: one is home already, the other still looked for."""
    assert [line.done for line in news(report).lines] == [telling.PERSON["DALAM_PENCARIAN"].done]
    Report.objects.filter(pk=report.pk).update(person_name=Report(person_name="Joko Lain").person_name)
    assert [line.done for line in news(report).lines] == [telling.PERSON["SERAH_TERIMA"].done]


def test_of_several_a_nickname_is_nobody(report, brother):
    report.person_name = "Cucu saya"
    report.save()
    assert news(report).lines == () and news(report).done


@pytest.mark.parametrize(
    "shut", [{"is_withheld": True}, {"status": "SELESAI", "case": None}, {"status": "BARU", "case": None}]
)
def test_where_news_is_refused_or_there_is_no_case_no_line_is_read(report, coordination, shut):
    """UU 27/2022 art. 33."""
    Report.objects.filter(pk=report.pk).update(**shut)
    assert news(report).lines == () and news(report).done


def test_of_a_closed_case_only_how_it_stands_for_him(report, case, coordination):
    case.persons.update(status="MENOLAK_PULANG")
    type(case).objects.update(status="DITUTUP")
    told = news(report)
    assert [line for line in told.lines] == [family_news.Line(telling.PERSON["MENOLAK_PULANG"].done)]
    assert (told.holder, told.next) == ("", "")


def test_a_message_of_ours_starts_the_waiting_anew(report, ana, case):
    Report.objects.filter(pk=report.pk).update(received_at=timezone.now() - timedelta(days=60))
    type(case).objects.update(status_since=timezone.now() - timedelta(days=60))
    case.deadlines.all().delete()
    assert news(report).is_late and {line.next for line in news(report).lines} == {""}
    report_follow.write(report, key=uuid.uuid4(), text="Kami masih mencarinya.", by=ana)
    assert not news(report).is_late
