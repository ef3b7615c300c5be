"""The mother lets the kelurahan know. Budi may learn that there is a report, and give her a new code; no more."""

import uuid

import pytest
from django.core.cache import cache
from django.urls import reverse

from accounts.models import AccessLog
from cases.models import CaseConflict, Report
from cases.rules.families import report_desk, report_follow, report_intake, report_kelurahan
from cases.tests.factories import make_person
from lib import receipt

LIST = reverse("cases:reported_people")
MOTHER = "Halimah Contoh"


@pytest.fixture(autouse=True)
def fresh_limits(db):
    cache.clear()


@pytest.fixture
def report(case, ana):
    """About Siti of Tua Tunu Indah, put to her case."""
    told = report_intake.keep(
        key=uuid.uuid4(), seed="benih", danger="YA", person_name="Siti Contoh", country="MM", place="Myawaddy",
        story="Rahasia keluarga.", reporter_name=MOTHER, reporter_phone="+6281277001122", kelurahan_may_know=True,
    )  # fmt: skip
    return report_desk.link(told, case, by=ana)


@pytest.fixture
def desk(client, budi):
    client.force_login(budi.user)
    return client


@pytest.fixture
def path(siti):
    return reverse("cases:renew_follow_code", args=[siti.pk])


def form(**more):
    return {"client_uuid": uuid.uuid4(), "reporter_name": "HALIMAH CONTOH", "identity_check": "KTP"} | more


def test_the_kelurahan_learns_that_there_is_a_report_and_nothing_else(desk, report, path, few_queries):
    page = ""
    for address in (LIST, path):
        with few_queries():
            page += desk.get(address).content.decode()
    assert "Siti Contoh" in page
    told = (MOTHER, "Halimah", "Myawaddy", "Rahasia", "77001122", "P1 Darurat", report.case.number, str(report.pk))
    assert [word for word in told if word in page] == []
    assert desk.get(report.get_absolute_url()).status_code == 403


@pytest.mark.parametrize(
    "withdrawn", [{"kelurahan_may_know": False}, {"is_withheld": True}, {"status": "BARU", "case": None}]
)
def test_it_learns_nothing_where_the_family_or_the_desk_keeps_it_shut(desk, report, path, withdrawn):
    Report.objects.filter(pk=report.pk).update(**withdrawn)
    assert "Siti Contoh" not in desk.get(LIST).content.decode()
    assert desk.get(path).status_code == 404


def test_who_has_a_conflict_of_interest_learns_nothing(desk, report, path, budi, ana, case):
    CaseConflict.objects.create(case=case, user=budi.user, reason="keluarga", added_by=ana)
    assert desk.get(path).status_code == 404


@pytest.mark.parametrize("name, status", [("citra", 404), ("rudi", 403), ("wati", 403), ("kiki", 403), ("ana", 403)])
def test_nobody_else_comes_by_this_door(request, client, report, path, name, status):
    client.force_login(request.getfixturevalue(name).user)
    assert client.get(path).status_code == status


def test_with_the_card_of_the_reporter_a_new_code_ends_the_old_one(desk, report, path, budi):
    sent = form()
    first, again = desk.post(path, sent).context["words"], desk.post(path, sent).context["words"]
    assert first == again and len(first) == 4
    assert report_follow.find(receipt.code_of(report.pk, "benih")) is None
    found = report_follow.find(" ".join(first))
    assert found == report and found.code_renewed_by == budi
    assert [row.said for row in AccessLog.objects.filter(by=budi)].count("kode lacak baru: KTP") == 1


def test_disnaker_sees_who_gave_the_code(client, desk, report, path, ana, budi):
    desk.post(path, form())
    client.force_login(ana.user)
    page = client.get(report.get_absolute_url()).content.decode()
    assert "Kode lacak diganti" in page and str(budi.office) in page


def test_another_name_gets_no_code_and_leaves_a_trace(desk, report, path, budi):
    page = desk.post(path, form(reporter_name="Joko Lain Sekali"))
    assert page.context["words"] == [] and report_kelurahan.NO_MATCH in page.content.decode()
    assert report_follow.find(receipt.code_of(report.pk, "benih")) == report
    assert "kode lacak baru: nama pelapor tidak cocok" in [row.said for row in AccessLog.objects.filter(by=budi)]


def test_names_cannot_be_tried_out(desk, report, path):
    answers = [desk.post(path, form(reporter_name=f"Nama {number}")).status_code for number in range(6)]
    assert answers == [200] * 5 + [429]


def test_each_reporter_gets_the_code_of_his_own_thread(desk, report, path, case, ana):
    """The wife reported, too: her card opens hers, and a report without a name opens to nobody."""
    for name in ("Rosida Contoh", ""):
        other = report_intake.keep(
            key=uuid.uuid4(), seed=name, danger="YA", person_name="Siti", reporter_name=name, kelurahan_may_know=True
        )
        report_desk.link(other, case, by=ana)
    code = " ".join(desk.post(path, form()).context["words"])
    assert report_follow.find(code) == report


@pytest.mark.parametrize(
    "missing", [{"identity_check": ""}, {"identity_check": "SK"}, {"reporter_name": ""}, {"client_uuid": "x"}]
)
def test_no_code_without_looking_at_the_person(desk, report, path, missing):
    page = desk.post(path, form(**missing))
    assert page.status_code == 200 and page.context["words"] == [] and page.context["form"].errors
    assert report_follow.find(receipt.code_of(report.pk, "benih")) == report


def test_who_else_is_in_the_case_is_not_given_away(desk, report, case, rudi):
    """Another family's son was held in the same building; his family let nobody know."""
    case.persons.create(person=make_person(rudi, rudi.territory, name="Joko Lain"))
    page = desk.get(LIST).content.decode()
    assert "Siti Contoh" in page and "Joko" not in page
    joko = case.persons.get(person__name="Joko Lain").person
    assert desk.get(reverse("cases:renew_follow_code", args=[joko.pk])).status_code == 404


def test_a_nickname_among_several_is_for_the_desk_of_disnaker(desk, report, case, rudi):
    case.persons.create(person=make_person(rudi, rudi.territory, name="Joko Lain"))
    report.person_name = "Cucu saya"
    report.save()
    page = desk.get(LIST).content.decode()
    assert "Siti" not in page and "Joko" not in page


def test_a_sibling_of_the_case_who_lives_elsewhere_stays_out_of_it(desk, report, case, citra, rudi, places):
    joko = make_person(citra, places["19.71.02.1001"], name="Joko Opas")
    case.persons.create(person=joko)
    assert "Joko" not in desk.get(LIST).content.decode()
