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
WORDS = set(re.findall(r"\w+", (settings.BASE_DIR / "docs/glossary.md").read_text()))


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
