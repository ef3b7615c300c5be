"""The demo accounts, and the officials behind them: who may do what where."""

from typing import NamedTuple

from django.contrib.auth.hashers import make_password

from accounts.models import CITY_CODE, Agency, Assignment, Office, Role, Territory, User
from cases.values.choices import Source
from pangkalpinang_pmi.demo.places import GERUNGGANG, OPAS_INDAH, RT, RW, TUA_TUNU_INDAH, VALID_FROM
from pangkalpinang_pmi.invented.names import FEMALE, MALE, invent_name
from pangkalpinang_pmi.permissions import MATRIX

PASSWORD = "demo-pangkalpinang-2026"  # nosec B105 - known on purpose, and only with DEMO
MAIL_DOMAIN = "pangkalpinang.example"
BP3MI_NAME = "BP3MI Sumatera Selatan"
WITHOUT_EMAIL = {Role.RT, Role.RW, Role.KADER}
WITHOUT_TERRITORY = ""


class Account(NamedTuple):
    username: str
    role: str
    territory: str
    office: str


ACCOUNTS = (
    Account("ketua.rt", Role.RT, RT, "Ketua RT 003 / RW 002 Tua Tunu Indah"),
    Account("ketua.rw", Role.RW, RW, "Ketua RW 002 Tua Tunu Indah"),
    Account("kelurahan", Role.KELURAHAN, TUA_TUNU_INDAH, "Petugas Kelurahan Tua Tunu Indah"),
    Account("kelurahan.dua", Role.KELURAHAN, TUA_TUNU_INDAH, "Petugas Kelurahan Tua Tunu Indah"),
    Account("kelurahan.lain", Role.KELURAHAN, OPAS_INDAH, "Petugas Kelurahan Opas Indah"),
    Account("kecamatan", Role.KECAMATAN, GERUNGGANG, "Petugas Kecamatan Gerunggang"),
    Account("disnaker", Role.DISNAKER, CITY_CODE, "Petugas Disnaker"),
    Account("kadis", Role.KADIS, CITY_CODE, "Kepala Disnaker"),
    Account("dinsos", Role.DINSOS, CITY_CODE, "Petugas Dinsos / UPTD PPA"),
    Account("bp3mi", Role.BP3MI, WITHOUT_TERRITORY, f"Penghubung {BP3MI_NAME}"),
    Account("walikota", Role.WALIKOTA, CITY_CODE, "Wali Kota"),
    Account("redaksi", Role.REDAKSI, WITHOUT_TERRITORY, "Redaksi edukasi"),
    Account("penulis", Role.PENULIS, WITHOUT_TERRITORY, "Penulis edukasi"),
    Account("kader", Role.KADER, RW, "Kader RW 002 Tua Tunu Indah"),
    Account("admin", Role.ADMIN, CITY_CODE, "Administrator sistem"),
)
# Of the roles that may take a step, the one whose daily work it is.
USUAL = (Role.RT, Role.KELURAHAN, Role.BP3MI, Role.DISNAKER, Role.KADIS)
SOURCES = {Role.RT: Source.RT, Role.RW: Source.RT, Role.KELURAHAN: Source.KELURAHAN, Role.BP3MI: Source.BP3MI}


class Officials:
    """Everybody in office. Nobody can sign in as those without a demo account; heads of RT are made when needed."""

    def __init__(self, places, rng):
        self.places, self.rng = places, rng
        agency = Agency.objects.get_or_create(name=BP3MI_NAME, defaults={"kind": Agency.Kind.BP3MI})[0]
        password = make_password(PASSWORD)
        self.by_username, self.by_post = {}, {}
        for account in ACCOUNTS:
            owner = agency if account.role == Role.BP3MI else None
            self._appoint(account, password, owner)
        for place in places.values():
            if place.level == Territory.Level.KELURAHAN:
                self.kelurahan_of(place)

    def __getitem__(self, username):
        return self.by_username[username]

    def head_of(self, rt):
        """The head of an RT."""
        return self._holder(Role.RT, rt.code, f"ketua.{rt.code}", f"Ketua {rt.path_name} ({rt.code})")

    def kelurahan_of(self, place):
        code = ".".join(place.code.split(".")[:4])
        office = f"Petugas Kelurahan {self.places[code].name}"
        return self._holder(Role.KELURAHAN, code, f"kelurahan.{code}", office)

    def responsible(self, permission, place):
        """Who takes a step that needs this permission, for a person living at `place`."""
        role = next(role for role in USUAL if role in MATRIX[permission])
        if role == Role.KELURAHAN:
            return self.kelurahan_of(place)
        return self.head_of(place) if role == Role.RT else self[role.lower()]

    def _holder(self, role, code, username, office):
        known = self.by_post.get((role, code))
        return known or self._appoint(Account(username, role, code, office), make_password(None))

    def _appoint(self, account, password, agency=None):
        name = invent_name(self.rng, self.rng.choice((FEMALE, MALE))).official
        email = "" if account.role in WITHOUT_EMAIL else f"{account.username}@{MAIL_DOMAIN}"
        user = User.objects.create(username=account.username, first_name=name, email=email, password=password)
        office, _ = Office.objects.get_or_create(
            name=account.office,
            defaults={"role": account.role, "territory": self.places.get(account.territory), "agency": agency},
        )
        made = Assignment.objects.create(user=user, office=office, starts_on=VALID_FROM, sk_number="SK contoh")
        self.by_username[account.username] = made
        return self.by_post.setdefault((account.role, account.territory), made)


def source_of(actor):
    """Whose word a step is, when the official speaks for himself."""
    return SOURCES.get(actor.role, Source.DISNAKER)
