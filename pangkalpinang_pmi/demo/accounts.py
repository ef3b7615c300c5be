"""The demo accounts, and the officials behind them: who may do what where."""

from typing import NamedTuple

from django.contrib.auth.hashers import make_password

from accounts import office
from accounts.models import CITY_CODE, Agency, Assignment, Role, Territory, User
from cases.values.choices import Source
from pangkalpinang_pmi.demo.places import GERUNGGANG, OPAS_INDAH, RT, RW, TUA_TUNU_INDAH, VALID_FROM
from pangkalpinang_pmi.invented.names import FEMALE, MALE, invent_name
from pangkalpinang_pmi.permissions import MATRIX

PASSWORD = "demo-pangkalpinang-2026"  # nosec B105 # known on purpose, and only with DEMO
MAIL_DOMAIN = "pangkalpinang.example"
BP3MI_NAME = "BP3MI Sumatera Selatan"
WITHOUT_EMAIL = {Role.RT, Role.RW, Role.KADER}
WITHOUT_TERRITORY = ""


class Account(NamedTuple):
    username: str
    role: str
    territory: str = WITHOUT_TERRITORY


ACCOUNTS = (
    Account("admin", Role.ADMIN, CITY_CODE),
    Account("ketua.rt", Role.RT, RT),
    Account("ketua.rw", Role.RW, RW),
    Account("kelurahan", Role.KELURAHAN, TUA_TUNU_INDAH),
    Account("kelurahan.dua", Role.KELURAHAN, TUA_TUNU_INDAH),
    Account("kelurahan.lain", Role.KELURAHAN, OPAS_INDAH),
    Account("kecamatan", Role.KECAMATAN, GERUNGGANG),
    Account("disnaker", Role.DISNAKER, CITY_CODE),
    Account("kadis", Role.KADIS, CITY_CODE),
    Account("dinsos", Role.DINSOS, CITY_CODE),
    Account("bp3mi", Role.BP3MI),
    Account("walikota", Role.WALIKOTA, CITY_CODE),
    Account("redaksi", Role.REDAKSI),
    Account("penulis", Role.PENULIS),
    Account("kader", Role.KADER, RW),
)
# Of the roles that may take a step, the one whose daily work it is.
USUAL = (Role.RT, Role.KELURAHAN, Role.BP3MI, Role.DISNAKER, Role.KADIS)
SOURCES = {Role.RT: Source.RT, Role.RW: Source.RT, Role.KELURAHAN: Source.KELURAHAN, Role.BP3MI: Source.BP3MI}


class Officials:
    """Everybody in office. Nobody can sign in as those without a demo account; heads of RT are made when needed."""

    def __init__(self, rng):
        self.rng, self.places, self.by_username, self.by_post = rng, {}, {}, {}
        self.password = make_password(PASSWORD)

    def __getitem__(self, username):
        return self.by_username[username]

    def move_in(self, places):
        """Fill the posts of these places: the demo accounts, and an officer for each kelurahan."""
        self.places |= places
        agency = Agency.objects.get_or_create(name=BP3MI_NAME, defaults={"kind": Agency.Kind.BP3MI})[0]
        for account in ACCOUNTS:
            if account.username not in self.by_username and (not account.territory or account.territory in places):
                self._appoint(account, self.password, agency if account.role == Role.BP3MI else None)
        for place in places.values():
            if place.level == Territory.Level.KELURAHAN:
                self.kelurahan_of(place)

    def head_of(self, rt):
        """The head of an RT."""
        return self._holder(Account(f"ketua.{rt.code}", Role.RT, rt.code))

    def kelurahan_of(self, place):
        code = ".".join(place.code.split(".")[:4])
        return self._holder(Account(f"kelurahan.{code}", Role.KELURAHAN, code))

    def colleague(self, username, role, territory):
        """One more holder of a post that has one already."""
        self._appoint(Account(username, role, territory), make_password(None))
        return self[username]

    def responsible(self, permission, place):
        """Who takes a step that needs this permission, for a person living at `place`."""
        role = next(role for role in USUAL if role in MATRIX[permission])
        if role == Role.KELURAHAN:
            return self.kelurahan_of(place)
        return self.head_of(place) if role == Role.RT else self[role.lower()]

    def _holder(self, account):
        known = self.by_post.get((account.role, account.territory))
        return known or self._appoint(account, make_password(None))

    def _appoint(self, account, password, agency=None):
        name = invent_name(self.rng, self.rng.choice((FEMALE, MALE))).official
        email = "" if account.role in WITHOUT_EMAIL else f"{account.username}@{MAIL_DOMAIN}"
        user = User.objects.create(username=account.username, first_name=name, email=email, password=password)
        post = office.find_or_make(account.role, self.places.get(account.territory), agency)
        made = Assignment.objects.create(user=user, office=post, starts_on=VALID_FROM, sk_number="SK contoh")
        self.by_username[account.username] = made
        return self.by_post.setdefault((account.role, account.territory), made)


def source_of(actor):
    """Whose word a step is, when the official speaks for himself."""
    return SOURCES.get(actor.role, Source.DISNAKER)
