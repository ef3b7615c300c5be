import re

import pytest
from django.conf import settings
from django.db.models import TextChoices

from accounts.models import Agency, Role
from cases.states.case import CaseStatus
from cases.states.case_letter import CaseLetterStatus
from cases.states.case_person import CasePersonStatus
from cases.states.coordination import CoordinationStatus
from cases.states.data_request import DataRequestStatus
from cases.states.funding import FundingStatus
from cases.states.journey import JourneyStatus
from cases.values import (
    arrival,
    case_letter,
    casefile,
    choices,
    data_request,
    funding,
    incoming_letter,
    removal,
    returnee,
    satisfaction,
)

LISTS = [
    found
    for module in (
        *(choices, casefile, case_letter, arrival, data_request, funding, incoming_letter, removal),
        *(returnee, satisfaction),
    )
    for found in vars(module).values()
    if isinstance(found, type) and issubclass(found, TextChoices)
]
LISTS = [found for found in LISTS if found is not TextChoices]
GLOSSARY = (settings.BASE_DIR / "docs/glossary.md").read_text()
WORDS = set(re.findall(r"\w+", GLOSSARY))


@pytest.mark.parametrize(
    "codes",
    [
        Role,
        Agency.Kind,
        JourneyStatus,
        CaseStatus,
        CaseLetterStatus,
        CasePersonStatus,
        CoordinationStatus,
        DataRequestStatus,
        FundingStatus,
        *LISTS,
    ],
    ids=lambda codes: codes.__name__,
)
def test_every_code_is_explained(codes):
    assert set(codes.values) - WORDS == set()


@pytest.mark.parametrize("codes", [*LISTS, Role, JourneyStatus], ids=lambda codes: codes.__name__)
def test_a_stored_code_is_its_name(codes):
    assert [member.name for member in codes] == codes.values


def test_a_word_of_the_pages_leads_to_files():
    table = GLOSSARY.partition("## Words of the pages")[2].partition("\n## ")[0].partition("| --- |")[2]
    stems = re.findall(r"`(\w+)`", table)
    files = [
        path.name for app in ("cases", "education", "lib", "templates") for path in (settings.BASE_DIR / app).rglob("*")
    ]
    assert stems and not [stem for stem in stems if not any(stem in name for name in files)]
