"""Who answers for a case, and that nobody leaves with urgent work in his hands."""

import uuid
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from accounts import assignment
from accounts.models import Assignment, Role
from accounts.tests.factories import make_actor
from cases.models import Case, CaseHandover
from cases.rules.casework import handover
from cases.rules.days.my_day import my_day
from cases.tests.factories import make_case
from lib.clock import today

DAY = timedelta(days=1)


@pytest.fixture
def nina(ana):
    """A second case officer of Disnaker."""
    return make_actor("nina", Role.DISNAKER, ana.territory)


@pytest.fixture
def leave(client, adi):
    """The administrator ends somebody's term on its page."""

    def post(term, on=None, **fields):
        client.force_login(adi.user)
        form = {"on": on or today(), "reason": "pindah tugas", **fields}
        return client.post(f"/pengaturan/akun/jabatan/{term.pk}/akhiri/", form)

    return post


def rows(actor, title):
    return {r.url: r for part in my_day(actor, today()).sections if part.title == title for r in part.rows}


def in_hand(actor):
    return rows(actor, "Kasus yang Anda pegang")


def orphans(dewi):
    return rows(dewi, "P1 dan P2 tanpa penanggung jawab")


def ended(term, days_ago=1):
    Assignment.objects.filter(pk=term.pk).update(ends_on=today() - days_ago * DAY)


def test_who_opens_a_case_answers_for_it(case, ana, nina):
    assert case.handler == ana
    assert case.get_absolute_url() in in_hand(ana) and not in_hand(nina)


# ---- ending a term


def test_a_term_does_not_end_while_urgent_work_hangs(leave, case, ana):
    page = leave(ana).text
    assert "Masih ada kasus P1 atau P2" in page and "memegang 1 kasus P1 atau P2" in page
    assert case.number not in page and "Siti" not in page  # the administrator sees no case
    ana.refresh_from_db()
    assert ana.ends_on is None


def test_naming_who_takes_it_ends_the_term(leave, case, siti, ana, nina, adi):
    calm = make_case(ana, [siti], urgency="P4")
    assert leave(ana, heir=nina.pk).status_code == 302
    ana.refresh_from_db()
    assert ana.ends_on == today()
    assert set(Case.objects.filter(handler=nina)) == {case, calm}
    assert {case.get_absolute_url(), calm.get_absolute_url()} == set(in_hand(nina))
    row = CaseHandover.objects.get(case=case)
    assert (row.giver, row.taker, row.by) == (ana, nina, adi)


@pytest.mark.parametrize("fields", [{"urgency": "P3"}, {"urgency": "P1", "status": "DITUTUP"}])
def test_calm_or_closed_work_stays_with_the_office(leave, case, ana, fields):
    Case.objects.filter(pk=case.pk).update(**fields)
    assert leave(ana).status_code == 302


def test_others_work_holds_nobody_back(leave, case, nina):
    assert leave(nina).status_code == 302


def test_the_heir_must_be_in_office_the_day_after(leave, case, ana, nina, dewi):
    Assignment.objects.filter(pk=nina.pk).update(ends_on=today())
    assert "tidak lagi, atau belum, menjabat" in leave(ana, heir=nina.pk).text
    ana.refresh_from_db()
    assert ana.ends_on is None
    assert leave(ana, heir=dewi.pk).status_code == 302


def test_a_successor_who_begins_the_day_after_may_be_named(leave, case, ana, dewi):
    successor = make_actor("hana", Role.DISNAKER, ana.territory, starts_on=today() + DAY)
    assert leave(ana, heir=successor.pk).status_code == 302
    assert not orphans(dewi)  # hers from tomorrow; until tonight the leaver is still there


@pytest.mark.parametrize("who", ["dina", "eko", "budi", "ana"])
def test_only_a_colleague_of_disnaker_can_be_named(request, leave, case, ana, nina, who):
    assert leave(ana, heir=request.getfixturevalue(who).pk).status_code == 200
    ana.refresh_from_db()
    assert ana.ends_on is None


def test_the_rule_stands_below_the_page(case, ana, adi):
    with pytest.raises(ValidationError, match="Masih ada kasus"):
        assignment.end(ana, by=adi, on=today(), reason="pindah")


def test_a_head_of_rt_leaves_without_that_question(client, budi, rudi):
    client.force_login(budi.user)
    assert "meneruskan kasusnya" not in client.get(f"/pengaturan/akun/jabatan/{rudi.pk}/akhiri/").text


# ---- a term that ends by itself


def test_a_term_that_ran_out_shows_to_the_head_and_to_the_office(case, ana, nina, dewi):
    assert not orphans(dewi)
    ended(ana)
    assert orphans(dewi)[case.get_absolute_url()].is_late
    assert "dari Ana" in in_hand(nina)[case.get_absolute_url()].detail
    handover.hand_over(case, nina, by=dewi, on=today())
    assert not orphans(dewi) and in_hand(nina)


def test_on_the_last_day_it_is_still_in_hand(case, ana, dewi):
    ended(ana, days_ago=0)
    assert not orphans(dewi)


def test_a_frozen_account_leaves_its_work_behind(case, ana, dewi):
    type(ana.user).objects.filter(pk=ana.user_id).update(is_active=False)
    assert orphans(dewi)


# ---- passing one case on


def test_a_colleague_takes_it_over(client, case, ana, nina):
    client.force_login(nina.user)
    url = reverse("cases:hand_over", args=[case.number])
    assert client.get(url).context["form"]["taker"].value() == nina.pk
    form = {"client_uuid": uuid.uuid4(), "taker": nina.pk, "note": "Tunggu kabar KBRI."}
    page = client.post(url, form, follow=True).text
    assert "Penanggung jawab kasus ini sekarang Nina" in page
    assert "Penanggung jawab: Nina" in page and "Tunggu kabar KBRI." in page
    client.post(url, form)
    assert CaseHandover.objects.count() == 1


def test_the_agency_does_not_read_of_it(client, case, coordination, ana, nina, eko):
    type(coordination).objects.update(status="DIKIRIM")
    handover.hand_over(case, nina, by=ana, on=today(), note="Rahasia dapur")
    client.force_login(eko.user)
    page = client.get(case.get_absolute_url()).text
    assert "Nina" not in page and "Rahasia dapur" not in page
    assert not CaseHandover.objects.visible_to(eko).exists() and not CaseHandover.objects.visible_to(None).exists()


def test_nobody_else_passes_it_on(case, nina, dina):
    with pytest.raises(PermissionDenied):
        handover.hand_over(case, nina, by=dina, on=today())


def test_nobody_gets_it_who_has_left(case, ana, nina):
    ended(nina)
    with pytest.raises(ValidationError, match="tidak lagi"):
        handover.hand_over(case, nina, by=ana, on=today())
