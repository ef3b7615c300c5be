"""The cast. Everybody is an Assignment: a person in an office; `.user` signs in."""

from contextlib import contextmanager

import pytest
from django.db import OperationalError, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from accounts.models import CITY_CODE, Role
from accounts.tests.factories import KELURAHAN, OTHER_KELURAHAN, make_actor, make_agency, make_places
from cases.rules import intake
from cases.tests.factories import make_case, make_person
from education import edition, emergency, office_names
from education.models import EmergencyContact
from education.tests import start_pages
from lib.clock import today

pytest_plugins = ["dev.pytest_browser", "dev.pytest_database", "dev.pytest_workers"]
RT, RW = f"{KELURAHAN}.002.003", f"{KELURAHAN}.002"


@pytest.fixture(autouse=True)
def nothing_kept():
    """Public pages are made anew for each reader, until a test begins an edition; no test knows names of another."""
    edition.close()
    office_names.forget()


@pytest.fixture
def places(db):
    """Territories by code: the city, Gerunggang with Tua Tunu Indah (RW 002, RT 003 and 004), and Opas Indah."""
    return make_places()


@pytest.fixture
def rudi(places):
    """Head of RT 003 / RW 002 Tua Tunu Indah; has no e-mail."""
    return make_actor("rudi", Role.RT, places[RT], email="")


@pytest.fixture
def toni(places):
    """Head of RT 004, next door: must not see what is Rudi's."""
    return make_actor("toni", Role.RT, places[f"{RW}.004"], email="")


@pytest.fixture
def wati(places):
    """Head of RW 002."""
    return make_actor("wati", Role.RW, places[RW], email="")


@pytest.fixture
def budi(places):
    """Officer of kelurahan Tua Tunu Indah."""
    return make_actor("budi", Role.KELURAHAN, places[KELURAHAN])


@pytest.fixture
def citra(places):
    """Officer of kelurahan Opas Indah: the outsider, who must never see what is Tua Tunu Indah's."""
    return make_actor("citra", Role.KELURAHAN, places[OTHER_KELURAHAN])


@pytest.fixture
def kiki(places):
    """Officer of kecamatan Gerunggang: coordinates, sees shortened names."""
    return make_actor("kiki", Role.KECAMATAN, places[f"{CITY_CODE}.05"])


@pytest.fixture
def ana(places):
    """Case officer of Disnaker: the whole city."""
    return make_actor("ana", Role.DISNAKER, places[CITY_CODE])


@pytest.fixture
def dewi(places):
    """Head of Disnaker."""
    return make_actor("dewi", Role.KADIS, places[CITY_CODE])


@pytest.fixture
def dina(places):
    """Dinas Sosial: only cases whose team she is in."""
    return make_actor("dina", Role.DINSOS, places[CITY_CODE])


@pytest.fixture
def bp3mi(db):
    return make_agency()


@pytest.fixture
def eko(bp3mi):
    """Liaison of BP3MI: sees a case from the moment it is sent to him, and no other."""
    return make_actor("eko", Role.BP3MI, agency=bp3mi)


@pytest.fixture
def wawan(places):
    """The mayor's office: totals only."""
    return make_actor("wawan", Role.WALIKOTA, places[CITY_CODE])


@pytest.fixture
def rena(db):
    """Education editor."""
    return make_actor("rena", Role.REDAKSI)


@pytest.fixture
def putri(db):
    """Education writer: writes, cannot publish."""
    return make_actor("putri", Role.PENULIS)


@pytest.fixture
def karim(places):
    """Community volunteer in RW 002."""
    return make_actor("karim", Role.KADER, places[RW])


@pytest.fixture
def adi(places):
    """System administrator: settings and accounts, no case content."""
    return make_actor("adi", Role.ADMIN, places[CITY_CODE])


@pytest.fixture
def siti(rudi):
    """A resident of Rudi's RT who wants to work in Malaysia."""
    return make_person(rudi, rudi.territory, name="Siti Contoh")


@pytest.fixture
def case(ana, siti):
    """Siti is stranded; Ana opened the case."""
    return make_case(ana, [siti])


@pytest.fixture
def coordination(case, bp3mi, ana):
    """What Ana asks of BP3MI about Siti's case, still a draft."""
    return intake.draft_coordination(case, bp3mi, by=ana)


@pytest.fixture(scope="session")
def published_rows(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        return start_pages.published_rows()


@pytest.fixture
def public_site(published_rows, db, settings, tmp_path):
    """The start pages and the emergency file, as after their publication and after somebody called every number."""
    settings.EMERGENCY_PAGE_FILE = tmp_path / "media/darurat.html"
    start_pages.put(published_rows)
    EmergencyContact.objects.update(checked_on=today())
    emergency.write()


@pytest.fixture
def without_database(monkeypatch):
    """`with without_database():` every question to the database fails."""

    @contextmanager
    def lost():
        def refuse(*args, **kwargs):
            raise OperationalError("down")

        with monkeypatch.context() as patched:
            patched.setattr(BaseDatabaseWrapper, "cursor", refuse)
            patched.setattr(transaction.Atomic, "__enter__", refuse)
            yield

    return lost
