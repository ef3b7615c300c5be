import uuid

import pytest

from accounts.models import Role
from accounts.tests.factories import make_actor
from cases.rules.register import registration
from cases.tests.factories import TODAY


@pytest.fixture
def oman(places):
    """Head of RT 001 / RW 001 Opas Indah, in the other kelurahan."""
    return make_actor("oman", Role.RT, places["19.71.02.1001.001.001"])


@pytest.fixture
def conflict(siti, oman):
    """Oman types Siti's NIK for a neighbour of his. To be used where Siti has one."""
    return registration.register(
        client_uuid=uuid.uuid4(),
        person={"name": "Sinta Lain", "territory": oman.territory, "nik": siti.nik, "sex": "PEREMPUAN"},
        journey={"country": "TW", "job": "Koki", "planned_on": TODAY},
        contacts=registration.self_contact("+6281234567890"),
        passport="C1234567",
        by=oman,
        happened_on=TODAY,
        source="KELUARGA",
    ).conflict
