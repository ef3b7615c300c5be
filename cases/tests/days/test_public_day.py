"""Numbers that nobody has called for half a year reach those who can see to it."""

from datetime import timedelta

import pytest

from cases.rules.days.my_day import my_day
from education.models import EmergencyContact, Fact
from lib.clock import today

CARD, SECTION = "Nomor darurat tidak tampil", "Nomor darurat perlu dicek"


@pytest.mark.parametrize(("age", "is_gone", "is_told"), [(149, False, False), (151, False, True), (181, True, True)])
def test_disnaker_and_editors_hear_of_a_number_that_left_the_page(public_site, ana, dewi, rena, age, is_gone, is_told):
    EmergencyContact.objects.filter(code="sapa-telepon").update(checked_on=today() - timedelta(days=age))
    for officer in (ana, dewi):
        assert (CARD in [card.label for card in my_day(officer, today()).cards]) == is_gone
    assert (SECTION in [section.title for section in my_day(rena, today()).sections]) == is_told


def test_editors_are_asked_for_what_citizens_read_as_unsure(public_site, rena, putri, ana):
    unsure = Fact.objects.filter(is_certain=False).count()
    for officer in (rena, putri):
        [section] = [section for section in my_day(officer, today()).sections if section.title == "Fakta perlu dicek"]
        assert len(section.rows) == 5 and f"({unsure})" in section.more.label
    assert "Fakta perlu dicek" not in [section.title for section in my_day(ana, today()).sections]
    Fact.objects.update(is_certain=True)
    assert "Fakta perlu dicek" not in [section.title for section in my_day(rena, today()).sections]
