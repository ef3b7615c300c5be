"""Who wants to leave, who is away and who has come back: every state of a journey is inhabited."""

from datetime import timedelta

from cases.rules.doubles import nik_conflict
from cases.rules.register import registration
from cases.states.journey import JourneyStatus
from cases.values.choices import DocumentStatus, NoNikReason, Source
from pangkalpinang_pmi.demo.people import enter, give_contract, give_passport, invent_person, key, stay_abroad
from pangkalpinang_pmi.demo.places import RT, RW, TUA_TUNU_INDAH
from pangkalpinang_pmi.demo.steps import lead, spread
from pangkalpinang_pmi.invented.names import shortened
from pangkalpinang_pmi.invented.work import invent_work

S = JourneyStatus
WAY_OUT = (
    S.VERIFIKASI_KELURAHAN,
    S.TERDAFTAR_DISNAKER,
    S.PEMENUHAN_DOKUMEN,
    S.PERJANJIAN_PENEMPATAN,
    S.PASPOR_VISA,
    S.OPP,
    S.SIAP_BERANGKAT,
    S.BERANGKAT,
    S.DI_LUAR_NEGERI,
)
# Where a prospective migrant stands, by which steps he came there, and how many there are.
PROSPECTIVE = (
    (8, ()),
    (3, (S.PERLU_PERBAIKAN,)),
    (5, WAY_OUT[:1]),
    (4, WAY_OUT[:2]),
    (5, WAY_OUT[:3]),
    (3, WAY_OUT[:4]),
    (4, WAY_OUT[:5]),
    (3, WAY_OUT[:6]),
    (3, WAY_OUT[:7]),
    (2, (*WAY_OUT[:2], S.BATAL)),
    (1, (*WAY_OUT[:7], S.GAGAL_BERANGKAT)),
    (1, (*WAY_OUT[:5], S.DICEGAH)),
    (1, (*WAY_OUT[:1], S.PINDAH_DOMISILI)),
    (3, WAY_OUT[:8]),
    (2, WAY_OUT),
)
# People abroad were written down when they were there already; these steps tell what has happened since.
AWAY = (
    (54, ()),
    (3, (S.CUTI,)),
    (3, (S.DIPERPANJANG,)),
    (1, (S.HILANG_KONTAK,)),
    (3, (S.PULANG,)),
    (3, (S.PULANG, S.PEMBERDAYAAN)),
    (2, (S.PULANG, S.PEMBERDAYAAN, S.SELESAI)),
)
ENDING_IN_DAYS = (12, 25, 40, 55, 75, 88)  # passports, and contracts of other people, that want a reminder


def lead_journey(city, journey, targets, *, since):
    """Take a journey along, each step by the official of the person's own place."""
    place = journey.person.territory
    dates = spread(since, city.ago(1), len(targets))
    return lead(journey, targets, who=lambda right: city.officials.responsible(right, place), dates=dates)


def fill(city):
    """Everybody who is in no trouble."""
    _add_prospective(city)
    _add_away(city)
    _add_unknown(city)
    _add_without_nik(city)
    _add_doubles(city)


def _add_prospective(city):
    for row, (count, targets) in enumerate(PROSPECTIVE):
        for number in range(count):
            since = city.ago(len(targets) * 14 + city.rng.randint(2, 9))
            values = invent_work(city.rng).as_journey() | {"planned_on": city.today + timedelta(days=90)}
            if S.BERANGKAT in targets:
                values |= {"planned_on": None, "departed_on": city.ago(5), "contract_ends_on": city.ago(-725)}
            # The first of each kind lives where the demo accounts are at home; new and returned ones with `ketua.rt`.
            place = city.near_home(max(row - 1, 0)) if number == 0 else None
            person = enter(city, f"calon-{row}-{number}", values, on=since, place=place).person
            if S.PASPOR_VISA in targets:
                give_passport(city, person, expires_on=city.ago(-3600))
            lead_journey(city, person.journeys.get(), targets, since=since)


def _add_away(city):
    endings = iter((*ENDING_IN_DAYS, *ENDING_IN_DAYS))
    for row, (count, targets) in enumerate(AWAY):
        for number in range(count):
            near = next(endings, None) if targets == () and number % 4 == 0 else None
            place = city.near_home(row) if number == 0 else None
            _add_one_away(city, f"di-luar-{row}-{number}", targets, near, number, place)


def _add_one_away(city, name, targets, near, number, place):
    months = city.rng.randint(8, 22)
    contract_ends = city.ago(-near) if near and number % 8 else None
    values = stay_abroad(city, invent_work(city.rng), months=months, contract_ends_on=contract_ends)
    if S.PULANG in targets:
        values |= {"returned_on": city.ago(40)}
    since = city.ago(120)
    person = enter(city, name, values, on=since, place=place, status=S.DI_LUAR_NEGERI).person
    passport_ends = city.ago(-near) if near and not contract_ends else city.ago(-city.rng.randint(200, 3000))
    give_passport(city, person, expires_on=passport_ends)
    journey = person.journeys.get()
    give_contract(journey)
    lead_journey(city, journey, targets, since=since)


def _add_unknown(city):
    """Names from an old spreadsheet that does not say where they are now; one passport has lapsed unnoticed."""
    for number in range(3):
        values = {"country": ("MY", "TW", "")[number]}
        entered = enter(
            city, f"lama-{number}", values, on=city.ago(200), by=city.officials["disnaker"], status=S.TIDAK_DIKETAHUI
        )
        give_passport(city, entered.person, expires_on=city.ago(60), status=DocumentStatus.KEDALUWARSA)


def _add_without_nik(city):
    for reason in (NoNikReason.HILANG, NoNikReason.TIDAK_TAHU, NoNikReason.BELUM_PUNYA):
        place = city.places[RT] if reason == NoNikReason.HILANG else None
        enter(city, f"tanpa-nik-{reason}", {"country": "MY"}, on=city.ago(6), place=place, without_nik=reason)


def _add_doubles(city):
    """A NIK typed in a second RT becomes a conflict; without a NIK one person stays two until somebody sees it."""
    for number, home in enumerate((RT, f"{TUA_TUNU_INDAH}.001.001", None)):
        place = city.places[home] if home else None
        first = enter(city, f"ganda-{number}", {"country": "TW"}, on=city.ago(30), place=place).person
        conflict = _enter_again(city, f"ganda-{number}-lagi", first, nik=first.nik)
        if home == RT:
            question = "Mohon lihat KTP-nya: apakah angka NIK ini benar?"
            nik_conflict.decide(conflict, "TANYA_RT", by=city.officials["kelurahan"], reason=question)
    first = enter(city, "kembar-0", {"country": "HK"}, on=city.ago(50), place=city.places[RT]).person
    _enter_again(city, "kembar-0-lagi", first, nik=None)


def _enter_again(city, name, first, nik):
    place = city.places[f"{RW}.001"]
    again = invent_person(city, place) | {
        "name": shortened(first.name),
        "sex": first.sex,
        "birth_date": first.birth_date,
        "nik": nik,
        "no_nik_reason": "" if nik else NoNikReason.TIDAK_TAHU,
    }
    by = city.officials.head_of(place)
    return registration.register(
        client_uuid=key(name), person=again, journey={"country": "TW"}, by=by, happened_on=city.ago(3), source=Source.RT
    ).conflict
