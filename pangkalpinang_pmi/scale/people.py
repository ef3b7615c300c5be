"""Rows of a portion of residents: persons, contacts, papers, journeys and the history of these."""

import random
from collections import defaultdict
from functools import lru_cache
from typing import NamedTuple

from cases.models import Contact, Document, Journey, JourneyChange, Person
from cases.states.journey import JourneyStatus
from cases.values.choices import DocumentKind, DocumentStatus, NikStatus, NoNikReason, Residency, Sex, Source
from cases.values.identity import searchable_name
from cases.values.name_keys import name_keys
from lib.encryption import blind_index, encrypt
from pangkalpinang_pmi.invented.names import invent_name
from pangkalpinang_pmi.invented.numbers import CITY_REGION, FEMALE_DAY_OFFSET, make_passport, make_phone
from pangkalpinang_pmi.invented.work import PLACEMENTS, WEIGHTS
from pangkalpinang_pmi.scale.ground import below, calendar, draw, offset, pick, sequence_uuid, shares
from pangkalpinang_pmi.scale.tables import NULL, Table, as_text

PORTION = 5_000
BIRTHDAYS, YOUNGEST = 9_490, 7_300  # people between 20 and 46, in days
STRIDE = 7_919  # prime: walks through all birthdays before one comes again
FIRST_SERIAL, SERIALS = 5_000, 4_000
FIRST_PHONE = 10_000_000
PERSON_UUID, HISTORY_UUID = 1, 2
S = JourneyStatus
# Where people stand in a register of many years, and the states they came through.
LIVES = (
    (4, (S.TERDATA_RT,)),
    (1, (S.TERDATA_RT, S.PERLU_PERBAIKAN)),
    (3, (S.TERDATA_RT, S.VERIFIKASI_KELURAHAN)),
    (3, (S.TERDATA_RT, S.VERIFIKASI_KELURAHAN, S.TERDAFTAR_DISNAKER)),
    (4, (S.TERDATA_RT, S.VERIFIKASI_KELURAHAN, S.TERDAFTAR_DISNAKER, S.PEMENUHAN_DOKUMEN)),
    (3, (S.TERDATA_RT, S.VERIFIKASI_KELURAHAN, S.TERDAFTAR_DISNAKER, S.PEMENUHAN_DOKUMEN, S.PASPOR_VISA)),
    (2, (S.TERDATA_RT, S.VERIFIKASI_KELURAHAN, S.BATAL)),
    (42, (S.DI_LUAR_NEGERI,)),
    (3, (S.DI_LUAR_NEGERI, S.CUTI)),
    (1, (S.DI_LUAR_NEGERI, S.HILANG_KONTAK)),
    (20, (S.DI_LUAR_NEGERI, S.PULANG)),
    (4, (S.DI_LUAR_NEGERI, S.PULANG, S.PEMBERDAYAAN)),
    (10, (S.DI_LUAR_NEGERI, S.PULANG, S.SELESAI)),
)

NAMES = 50_000
WITHOUT_NIK, SECOND_JOURNEY, FAMILY_PHONE, DOMICILED = 0.03, 0.08, 0.3, 0.05
RELATIONS = ("ORANG_TUA", "SAUDARA", "SUAMI", "ISTRI")
STREETS = ("Jl. Melati No. ", "Jl. Timah Raya No. ", "Gg. Kenanga No. ", "Jl. Lada Putih No. ", "Gg. Nelayan No. ")
NIK = Person._meta.get_field("nik").column_name
PHONE = Contact._meta.get_field("phone").column_name
NUMBER = Document._meta.get_field("number").column_name
TABLES = (
    Table(Person, "id", "client_uuid", "name", "other_names", "search_name", "name_keys", "sex", "birth_date",
          "birth_place", "nik", "nik_index", "no_nik_reason", "nik_status", "residency", "territory_id", "address",
          "registered_by_id", "registered_at", "latest_status", "latest_country"),
    Table(Contact, "id", "person_id", "relation", "phone", "phone_index"),
    Table(Journey, "id", "person_id", "territory_id", "status", "status_since", "country", "place", "job", "sector",
          "scheme", "source", "departed_on", "contract_ends_on", "returned_on", "created_at"),
    Table(Document, "id", "person_id", "territory_id", "journey_id", "kind", "number", "number_index", "issued_on",
          "expires_on", "status", "ends_with_journey"),
    Table(JourneyChange, "id", "subject_id", "old_status", "new_status", "by_id", "happened_on", "recorded_at",
          "source", "note"),
)  # fmt: skip


class Known(NamedTuple):
    """A name as the columns want it."""

    sex: str
    official: str
    others: tuple
    other: str
    search: str


@lru_cache(maxsize=1)
def names(seed):
    """Names to draw from: in a large register many people share one."""
    rng = random.Random(f"{seed}/names")  # nosec B311 # invented people, no secrets
    return tuple(_known(rng, rng.choice((Sex.PEREMPUAN, Sex.LAKI_LAKI))) for _ in range(NAMES))


def _known(rng, sex):
    name = invent_name(rng, sex)
    return Known(sex, name.official, name.other, as_text(list(name.other)), searchable_name(name.official, *name.other))


@lru_cache(maxsize=NAMES)
def keys_of(name):
    """Once for each name that is drawn: many people share one."""
    return as_text(name_keys(name.official, *name.others))


LIFE_SHARES = shares([weight for weight, _ in LIVES])
WORK_SHARES = shares(WEIGHTS)


def make_rows(ground, portion):
    """The rows of one portion, by table; the same for the same seed, whichever process makes them."""
    rng = random.Random(f"{ground.seed}/people/{portion}")  # nosec B311 # invented people, no secrets
    rows = defaultdict(list)
    for number in range(portion * PORTION, min((portion + 1) * PORTION, ground.people)):
        _add_person(rows, ground, rng, number)
    return [(table, rows[table.model]) for table in TABLES]


def _add_person(rows, ground, rng, number):
    day, clock = calendar(ground.today), offset(ground.today)
    key, place = ground.first["Person"] + number, pick(rng, ground.places)
    name = pick(rng, names(ground.seed))
    born = day(YOUNGEST + key * STRIDE % BIRTHDAYS)
    registered = 60 + below(rng, 1_340)
    nik = None if rng.random() < WITHOUT_NIK else _nik(key, born, name.sex, place)
    person = (
        str(key), sequence_uuid(PERSON_UUID, key), name.official, name.other,
        name.search, keys_of(name), name.sex, born, "Pangkalpinang",
        encrypt(nik, NIK) if nik else NULL, blind_index(nik, "nik") if nik else NULL,
        "" if nik else NoNikReason.TIDAK_TAHU, NikStatus.COCOK_KTP,
        Residency.DOMISILI if rng.random() < DOMICILED else Residency.KTP,
        place.rt, f"{pick(rng, STREETS)}{1 + below(rng, 199)}", place.officer, day(registered) + clock,
    )  # fmt: skip
    _add_contacts(rows, ground, rng, number, key)
    rows[Person].append(person + _add_journeys(rows, ground, rng, number, key, registered, place))


def _nik(key, born, sex, place):
    """As invented.numbers.make_nik, from the text of a date."""
    day = int(born[8:10]) + FEMALE_DAY_OFFSET * (sex == Sex.PEREMPUAN)
    serial = FIRST_SERIAL + key // BIRTHDAYS % SERIALS
    return f"{CITY_REGION}{place.kecamatan}{day:02d}{born[5:7]}{born[2:4]}{serial}"


def _add_contacts(rows, ground, rng, number, key):
    first = ground.first["Contact"] + 2 * number
    relations = ("DIRI_SENDIRI", pick(rng, RELATIONS)) if rng.random() < FAMILY_PHONE else ("DIRI_SENDIRI",)
    for place, relation in enumerate(relations):
        phone = make_phone(FIRST_PHONE + 2 * key + place)
        rows[Contact].append(
            (str(first + place), str(key), relation, encrypt(phone, PHONE), blind_index(phone, "phone"))
        )


def _add_journeys(rows, ground, rng, number, key, registered, place):
    """Returns status and country of the newest."""
    life = draw(rng, LIVES, LIFE_SHARES)[1]
    first = ground.first["Journey"] + 2 * number
    newest = _add_journey(rows, ground, rng, first, key, registered, place, life)
    if life[-1] == S.SELESAI and rng.random() < SECOND_JOURNEY:
        newest = _add_journey(rows, ground, rng, first + 1, key, 50, place, (S.TERDATA_RT,))
    if life[0] == S.DI_LUAR_NEGERI or life[-1] == S.PASPOR_VISA:
        _add_papers(rows, ground, rng, number, key, place, first, life)
    return newest


def _add_journey(rows, ground, rng, journey, key, began, place, life):
    day, clock = calendar(ground.today), offset(ground.today)
    work = draw(rng, PLACEMENTS, WORK_SHARES)
    days = [began - began * step // len(life) for step in range(len(life))]
    away = life[0] == S.DI_LUAR_NEGERI
    rows[Journey].append((
        str(journey), str(key), place.rt, life[-1], day(days[-1]) + clock, work.country, work.place, work.job,
        work.sector, work.scheme, Source.RT, day(began + 30) if away else NULL,
        day(began - 700) if away else NULL, day(days[1]) if S.PULANG in life else NULL, day(began) + clock,
    ))  # fmt: skip
    for step, status in enumerate(life):
        rows[JourneyChange].append((
            sequence_uuid(HISTORY_UUID, 8 * journey + step), str(journey), life[step - 1] if step else "",
            status, place.officer, day(days[step]), day(days[step]) + clock, Source.KELURAHAN, "",
        ))  # fmt: skip
    return life[-1], work.country


def _add_papers(rows, ground, rng, number, key, place, journey, life):
    day, first = calendar(ground.today), ground.first["Document"] + 2 * number
    left, sah = below(rng, 3_650) - 3_600, DocumentStatus.SAH
    passport = make_passport(key)
    rows[Document].append((
        str(first), str(key), place.rt, str(journey), DocumentKind.PASPOR, encrypt(passport, NUMBER),
        blind_index(passport, "document"), day(left + 3_650), day(left), sah, "f",
    ))  # fmt: skip
    if life[0] == S.DI_LUAR_NEGERI:
        ends = below(rng, 730) - 700
        rows[Document].append((
            str(first + 1), str(key), place.rt, str(journey), DocumentKind.PK, NULL, NULL, day(ends + 730),
            day(ends), sah, "t",
        ))  # fmt: skip
