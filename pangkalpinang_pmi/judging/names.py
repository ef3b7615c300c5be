"""Pairs of records of which it is known whether they are one human: how good is the search for duplicates?

The mixture stands here, in the repository, before anything is tuned to it. Two halves come from two seeds: one to look
at while tuning, one to be judged by.
"""

import random
from datetime import date, timedelta
from typing import NamedTuple

from accounts import territory_list
from cases.values.choices import Sex
from pangkalpinang_pmi.invented.names import PARTS, invent_name
from pangkalpinang_pmi.invented.numbers import make_nik, make_passport, make_phone
from pangkalpinang_pmi.judging.spelling import rewrite

TUNING, JUDGING = "tuning", "judging"
PAIRS = 6_000
KELURAHAN = [(code, name) for code, name in territory_list.read() if code.count(".") == 3]
FIRST_BIRTHDAY, BIRTHDAYS = date(1962, 1, 1), 16_000
COMMON = {
    Sex.PEREMPUAN: ("Siti Aminah", "Siti Aisyah", "Nurhayati", "Sri Wahyuni", "Fitri Yani", "Dewi Lestari",
                    "Siti Fatimah", "Nur Hasanah", "Susanti", "Yuliana"),
    Sex.LAKI_LAKI: ("Muhammad Rizki", "Ahmad Fauzi", "Muhammad Iqbal", "Abdul Rahman", "Hendra Wijaya", "Andi Saputra",
                    "Muhammad Ridho", "Rudi Hartono", "Hermansyah", "Budi Santoso"),
}  # fmt: skip


class Pair(NamedTuple):
    id: str
    a: dict
    b: dict
    is_same: bool
    kind: str


def pairs(half, count=PAIRS):
    """As many pairs of one human as of two, in a fixed order."""
    rng = random.Random(f"names/{half}")  # nosec B311 # invented people, no secrets
    for number in range(count):
        person = _person(rng)
        yield Pair(f"same-{number}", person, *again(rng, person))
    for number in range(count):
        kind = rng.choices(list(OTHERS), [weight for _, weight in OTHERS.values()])[0]
        a, b = OTHERS[kind][0](rng)
        yield Pair(f"other-{number}", _forget(rng, a), _forget(rng, b), False, kind)


def _person(rng, *, sex=None, name=None, born=None, place=None):
    sex = sex or rng.choice((Sex.PEREMPUAN, Sex.LAKI_LAKI))
    code, kelurahan = place or rng.choice(KELURAHAN)
    born = born or FIRST_BIRTHDAY + timedelta(days=rng.randrange(BIRTHDAYS))
    is_common = rng.random() < 0.15
    name = name or (rng.choice(COMMON[sex]) if is_common else invent_name(rng, sex).official)
    return {
        "name": name,
        "birth_date": born.isoformat(),
        "sex": str(sex),
        "kelurahan": kelurahan,
        "nik": make_nik(born, female=sex == Sex.PEREMPUAN, kecamatan=code[6:8], serial=rng.randrange(5_001, 9_990)),
        "passport": make_passport(rng.randrange(10**7)),
        "phone": make_phone(rng.randrange(10**8)),
    }


def _forget(rng, person, *, nik=0.2, passport=0.6, phone=0.25, sex=0.1, kelurahan=0.05, birth_date=0.03):
    """What the RT did not know."""
    chances = {
        "nik": nik, "passport": passport, "phone": phone, "sex": sex, "kelurahan": kelurahan, "birth_date": birth_date,
    }  # fmt: skip
    return {name: value for name, value in person.items() if rng.random() >= chances.get(name, 0)}


# --- the same human once more


def again(rng, person):
    """The record another office wrote of the same person: one to three things went wrong, some are not known."""
    drawn = rng.choices(list(CHANGES), [weight for _, weight in CHANGES.values()], k=3)
    most = rng.choices((1, 2, 3), (50, 35, 15))[0]
    changed, kinds = dict(person), [kind for kind in CHANGES if kind in drawn[:most]]  # the dress comes last
    for kind in kinds:
        CHANGES[kind][0](rng, changed)
    return _forget(rng, changed), True, "+".join(kinds)


def _change_name(rng, record):
    record["name"] = rewrite(rng, record["name"])


def _change_date(rng, record):
    born = record["birth_date"]
    ways = (_swap_day, _one_digit, lambda rng, born: born[:4], lambda rng, born: f"{born[:4]}-01-01", _next_year)
    record["birth_date"] = rng.choices(ways, (30, 40, 10, 10, 10))[0](rng, born)


def _swap_day(rng, born):
    year, month, day = born.split("-")
    return f"{year}-{day}-{month}" if int(day) <= 12 else _one_digit(rng, born)


def _one_digit(rng, born):
    while True:
        place = rng.choice((2, 3, 5, 6, 8, 9))
        typed = born[:place] + str(rng.randrange(10)) + born[place + 1 :]
        try:
            if typed != born and date.fromisoformat(typed) < date(2012, 1, 1):
                return typed
        except ValueError:
            continue


def _next_year(rng, born):
    return f"{int(born[:4]) + rng.choice((-1, 1))}{born[4:]}".replace("02-29", "02-28")


def _lose_nik(rng, record):
    record.pop("nik", None)


def _mistype_nik(rng, record):
    nik, place = record.get("nik"), rng.randrange(15)
    if nik and rng.random() < 0.7:
        record["nik"] = f"{nik[:place]}{(int(nik[place]) + rng.randrange(1, 10)) % 10}{nik[place + 1 :]}"
    elif nik:
        record["nik"] = f"{nik[:place]}{nik[place + 1]}{nik[place]}{nik[place + 2 :]}"


def _nik_of_a_relative(rng, record):
    record["nik"] = _person(rng)["nik"]


def _change_phone(rng, record):
    record["phone"] = make_phone(rng.randrange(10**8))


def _move(rng, record):
    record["kelurahan"] = rng.choice(KELURAHAN)[1]


def _renew_passport(rng, record):
    record["passport"] = make_passport(rng.randrange(10**7))


def _retype(rng, record):
    """The same values in another dress."""
    born = record["birth_date"]
    if len(born) == 10:
        record["birth_date"] = "/".join(reversed(born.split("-")))
    if "nik" in record:
        record["nik"] = f"{record['nik'][:6]}.{record['nik'][6:12]} {record['nik'][12:]}"
    record["phone"] = record["phone"].replace("+62", "0")


CHANGES = {
    "name": (_change_name, 46),
    "date": (_change_date, 14),
    "no NIK": (_lose_nik, 16),
    "NIK typo": (_mistype_nik, 5),
    "NIK of a relative": (_nik_of_a_relative, 1),
    "phone": (_change_phone, 16),
    "moved": (_move, 8),
    "passport": (_renew_passport, 4),
    "dress": (_retype, 6),
}


# --- two humans who look alike


def _family(rng, born, **more):
    """Two who share home, telephone and last name."""
    place = rng.choice(KELURAHAN)
    a = _person(rng, place=place, **more)
    b = _person(
        rng, place=place, born=born(date.fromisoformat(a["birth_date"])), name=more.get("name"), sex=more.get("sex")
    )
    if not more.get("name"):
        b["name"] = _with_name_of_family(rng, b, a)
    if rng.random() < 0.5:
        b["phone"] = a["phone"]
    return a, b


def _with_name_of_family(rng, one, other):
    words, others = one["name"].split(), other["name"].split()
    while words[0] == others[0]:
        words = invent_name(rng, Sex(one["sex"])).official.split()
    if others[0] in PARTS["hakka_family"]:  # the family name stands in front
        given = rng.sample([word for word in PARTS["hakka_given"] if word not in others], 2)
        return " ".join([others[0], *given])
    return " ".join([words[0], *others[1:]]) if len(others) > 1 else words[0]


def _siblings(rng):
    return _family(rng, lambda born: born + timedelta(days=rng.choice((-1, 1)) * rng.randrange(330, 3_000)))


def _twins(rng):
    a, b = _family(rng, lambda born: born)
    b["nik"] = b["nik"][:12] + f"{int(a['nik'][12:]) + 1:04d}"
    return a, b


def _father_and_son(rng):
    name = invent_name(rng, Sex.LAKI_LAKI).official if rng.random() < 0.7 else rng.choice(COMMON[Sex.LAKI_LAKI])
    return _family(rng, lambda born: born - timedelta(days=rng.randrange(7_000, 13_000)), name=name, sex=Sex.LAKI_LAKI)


def _namesakes(rng):
    sex = rng.choice((Sex.PEREMPUAN, Sex.LAKI_LAKI))
    name = rng.choice(COMMON[sex])
    return _person(rng, sex=sex, name=name), _person(rng, sex=sex, name=name)


def _namesakes_of_one_year(rng):
    a, _ = _namesakes(rng)
    born = date(int(a["birth_date"][:4]), 1, 1) + timedelta(days=rng.randrange(365))
    return a, _person(rng, sex=Sex(a["sex"]), name=a["name"], born=born)


def _neighbours(rng):
    place = rng.choice(KELURAHAN)
    a = _person(rng, place=place)
    near = date.fromisoformat(a["birth_date"]) + timedelta(days=rng.randrange(-20, 21))
    return a, _person(rng, place=place, born=near)


def _one_nik(rng):
    """The NIK of a brother or sister, typed for the wrong one."""
    a, b = _siblings(rng)
    return a, b | {"nik": a["nik"]}


def _half_a_name(rng):
    """The same first or last word, born in the same year."""
    a, b = _neighbours(rng)
    words, others = a["name"].split(), b["name"].split()
    b["name"] = " ".join([words[0], *others[1:]]) if len(others) > 1 else f"{words[0]} {others[0]}"
    return a, b


def _strangers(rng):
    return _person(rng), _person(rng)


OTHERS = {
    "siblings": (_siblings, 22),
    "twins": (_twins, 10),
    "father and son": (_father_and_son, 12),
    "namesakes": (_namesakes, 18),
    "namesakes of one year": (_namesakes_of_one_year, 6),
    "neighbours": (_neighbours, 8),
    "one NIK, two people": (_one_nik, 5),
    "half a name": (_half_a_name, 12),
    "strangers": (_strangers, 7),
}
