"""Rows of a portion of cases: the case, its team and persons, the coordination with BP3MI, notes and histories."""

import random
from collections import defaultdict
from functools import lru_cache

from cases.models import (
    Case,
    CaseChange,
    CaseMember,
    CaseNote,
    CasePerson,
    CasePersonChange,
    Coordination,
    CoordinationChange,
)
from cases.states.case import CaseStatus
from cases.states.case_person import CasePersonStatus
from cases.states.coordination import CoordinationStatus
from cases.values.choices import Category, CloseReason, Relation, Source, Urgency
from lib.encryption import blind_index, encrypt
from pangkalpinang_pmi.invented.numbers import make_phone
from pangkalpinang_pmi.scale import money
from pangkalpinang_pmi.scale.ground import YEARS_OF_CASES, below, calendar, draw, offset, pick, sequence_uuid, shares
from pangkalpinang_pmi.scale.tables import NULL, Table

PORTION = 1_000
COUNTRIES = ("MY", "TW", "HK", "SG", "BN", "KR", "JP", "KH", "MM", "TH", "SA")
CASE_UUID, CASE_HISTORY, PERSON_HISTORY, COORDINATION_HISTORY, NOTE_UUID = 3, 4, 5, 6, 7
C, P, K = CaseStatus, CasePersonStatus, CoordinationStatus
CLOSED = (C.BARU, C.TRIASE, C.DITANGANI, C.USUL_TUTUP, C.DITUTUP)
OPEN = (CLOSED[:1], CLOSED[:2], CLOSED[:3], CLOSED[:3], CLOSED[:3], CLOSED[:4])
AT_HOME = (P.DALAM_PENCARIAN, P.LOKASI_DIKETAHUI, P.JADWAL_PULANG, P.TIBA_DEBARKASI, P.PERJALANAN_DAERAH,
           P.SERAH_TERIMA, P.SELESAI)  # fmt: skip
ASKED = (K.KONSEP, K.DIAJUKAN, K.DITELAAH, K.DIKIRIM, K.DITERIMA, K.DITERUSKAN_PUSAT, K.DI_PERWAKILAN)
WAITING_FROM = ASKED.index(K.DIKIRIM) + 1
CATEGORIES = tuple(Category.values)
URGENCIES, URGENCY_SHARES = tuple(Urgency.values), shares((3, 15, 50, 32))
SECOND_PERSON, STILL_OPEN, COORDINATED = 0.15, 0.5, 0.7
CHRONOLOGY = "Keluarga melaporkan keadaan ini ke Disnaker; keterangan lanjut ada pada catatan. (Data uji beban.)"
NOTE_TEXT = "Keluarga dihubungi; belum ada kabar baru. (Data uji beban.)"
PLACE_OF, STORY_OF, REPORTER, REPORTER_PHONE = (
    Case._meta.get_field(name).column_name for name in ("place", "chronology", "reporter_name", "reporter_phone")
)
PERSON_PLACE = CasePerson._meta.get_field("place").column_name
NOTE = CaseNote._meta.get_field("text").column_name
REQUEST = Coordination._meta.get_field("request").column_name
HISTORY = ("id", "subject_id", "old_status", "new_status", "by_id", "happened_on", "recorded_at", "source", "note")
CHANGE_NOTES = {
    kind: model._meta.get_field("note").column_name
    for kind, model in (
        (CASE_HISTORY, CaseChange),
        (PERSON_HISTORY, CasePersonChange),
        (COORDINATION_HISTORY, CoordinationChange),
    )
}
TABLES = (
    Table(Case, "id", "client_uuid", "number", "status", "status_since", "category", "urgency", "country", "place",
          "chronology", "reported_on", "source", "reporter_name", "reporter_relation", "reporter_phone",
          "reporter_phone_index", "opened_by_id", "opened_at", "handler_id"),
    Table(CaseMember, "case_id", "office_id", "added_by_id", "added_at"),
    Table(CasePerson, "id", "case_id", "person_id", "journey_id", "status", "status_since", "country", "place"),
    Table(Coordination, "id", "case_id", "agency_id", "status", "status_since", "request", "due_on"),
    Table(CaseNote, "id", "client_uuid", "case_id", "by_id", "recorded_at", "text", "shared_with_id"),
    Table(CaseChange, *HISTORY, "reason"),
    Table(CasePersonChange, *HISTORY),
    Table(CoordinationChange, *HISTORY),
)  # fmt: skip


# The same words in the same column need to be encrypted only once: they tell of nobody.
sealed = lru_cache(encrypt)


def make_rows(ground, portion, count):
    """The rows of one portion, by table. Person number n of a case is one of those made in the same run."""
    rng = random.Random(f"{ground.seed}/cases/{portion}")  # nosec B311 # invented people, no secrets
    rows, numbers = defaultdict(list), range(portion * PORTION, min((portion + 1) * PORTION, count))
    for number in numbers:
        _add_case(rows, ground, rng, number)
    return [(table, rows[table.model]) for table in TABLES] + money.make_rows(ground, numbers)


def case_number(ground, number):
    """The years share the cases evenly, each going on where its series stands."""
    year = ground.today.year - number % YEARS_OF_CASES
    return f"K-{year}-{ground.case_numbers[year] + number // YEARS_OF_CASES + 1:04d}"


def _add_case(rows, ground, rng, number):
    day, clock = calendar(ground.today), offset(ground.today)
    key, age = ground.first["Case"] + number, number % YEARS_OF_CASES
    began = 10 + below(rng, 290) + 365 * age
    is_open = age == 0 and rng.random() < STILL_OPEN
    states = pick(rng, OPEN) if is_open else CLOSED
    days = _spread(began, below(rng, 9) if is_open else began - 9, len(states))
    phone = make_phone(key)
    rows[Case].append((
        str(key), sequence_uuid(CASE_UUID, key), case_number(ground, number), states[-1], day(days[-1]) + clock,
        pick(rng, CATEGORIES), draw(rng, URGENCIES, URGENCY_SHARES), pick(rng, COUNTRIES),
        sealed("alamat menurut keluarga", PLACE_OF), sealed(CHRONOLOGY, STORY_OF), day(began), Source.KELUARGA,
        sealed("Pelapor contoh", REPORTER), Relation.ORANG_TUA, encrypt(phone, REPORTER_PHONE),
        blind_index(phone, "phone"), ground.disnaker, day(began) + clock, ground.disnaker,
    ))  # fmt: skip
    rows[CaseMember].append((str(key), ground.office, ground.disnaker, day(began) + clock))
    reason = CloseReason.PULANG_SELESAI
    by = {C.DITUTUP: ground.kadis}
    for change in _history(ground, CASE_HISTORY, key, states, days, by):
        rows[CaseChange].append((*change, reason if change[3] in (C.USUL_TUTUP, C.DITUTUP) else ""))
    _add_persons(rows, ground, rng, number, key, is_open, days)
    if rng.random() < COORDINATED:
        _add_coordination(rows, ground, rng, number, key, is_open, days)
    for place in range(below(rng, 4)):
        shared = ground.agency if place == 1 else NULL
        moment = day(max(days[-1], began - 3 * place)) + clock
        text, pk = sealed(NOTE_TEXT, NOTE), 4 * key + place
        rows[CaseNote].append(
            (sequence_uuid(NOTE_UUID, pk), sequence_uuid(NOTE_UUID + 1, pk), str(key), ground.disnaker, moment, text,
             shared)
        )  # fmt: skip


def _draw_persons(ground, rng):
    first = below(rng, ground.people)
    if ground.people == 1 or rng.random() >= SECOND_PERSON:
        return [first]
    return [first, (first + 1 + below(rng, ground.people - 1)) % ground.people]


def _add_persons(rows, ground, rng, number, key, is_open, days):
    day, clock = calendar(ground.today), offset(ground.today)
    first, country = ground.first["CasePerson"] + 2 * number, pick(rng, COUNTRIES)
    for place, person in enumerate(_draw_persons(ground, rng)):
        states = AT_HOME[: 1 + below(rng, 4)] if is_open else AT_HOME
        steps = _spread(days[0], days[-1], len(states))
        rows[CasePerson].append((
            str(first + place), str(key), str(ground.first["Person"] + person),
            str(ground.first["Journey"] + 2 * person), states[-1], day(steps[-1]) + clock, country,
            sealed("alamat menurut keluarga", PERSON_PLACE),
        ))  # fmt: skip
        rows[CasePersonChange].extend(_history(ground, PERSON_HISTORY, first + place, states, steps, {}))


def _add_coordination(rows, ground, rng, number, key, is_open, days):
    day, clock = calendar(ground.today), offset(ground.today)
    pk = ground.first["Coordination"] + number
    states = ASKED[: 1 + below(rng, 7)] if is_open else (*ASKED[:5], K.DITUTUP)
    steps = _spread(days[0], days[-1], len(states))
    waits = is_open and len(states) >= WAITING_FROM
    rows[Coordination].append((
        str(pk), str(key), ground.agency, states[-1], day(steps[-1]) + clock,
        sealed("Mohon penelusuran keberadaan.", REQUEST),
        day(steps[-1] - 7) if waits else NULL,
    ))  # fmt: skip
    by = {state: ground.bp3mi for state in ASKED[4:]} | {K.DITELAAH: ground.kadis}
    rows[CoordinationChange].extend(_history(ground, COORDINATION_HISTORY, pk, states, steps, by))


def _history(ground, kind, subject, states, days, by):
    day, clock = calendar(ground.today), offset(ground.today)
    for step, (state, ago) in enumerate(zip(states, days, strict=True)):
        yield (
            sequence_uuid(kind, 8 * subject + step), str(subject), states[step - 1] if step else "", state,
            by.get(state, ground.disnaker), day(ago), day(ago) + clock, Source.DISNAKER,
            sealed("Dicatat oleh petugas.", CHANGE_NOTES[kind]) if step else "",
        )  # fmt: skip


def _spread(first, last, count):
    """`count` days from `first` days ago to `last` days ago."""
    return [first - (first - last) * step // max(count - 1, 1) for step in range(count)]
