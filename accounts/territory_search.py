"""Finding a place as people say it: "RT 3 RW 2 Tua Tunu", "tua tunu", "Gerunggang"."""

import re
from typing import NamedTuple

from django.db.models import Q

from accounts.models import Territory

Level = Territory.Level
NUMBERED = re.compile(r"\b(rt|rw)\W{0,2}0*(\d{1,3})\b", re.IGNORECASE)
LEFT_OUT = {"kelurahan", "kel", "kecamatan", "kec", "rt", "rw"}
MOST = 60


class Kecamatan(NamedTuple):
    name: str
    kelurahan: list


def tree(places):
    """The kelurahan of each kecamatan, both in the order of their codes. Asks once."""
    found = places.filter(level__in=(Level.KECAMATAN, Level.KELURAHAN)).order_by("code")
    grouped = {}
    for place in found:
        if place.level == Level.KECAMATAN:
            grouped[place.code] = Kecamatan(place.name, [])
        else:
            grouped.setdefault(place.code.rpartition(".")[0], Kecamatan("", [])).kelurahan.append(place)
    return list(grouped.values())


def find(places, text):
    """(kelurahan, place) for what the words name; without a number the kelurahan alone. Asks twice at most."""
    numbers = {kind.lower(): number.zfill(3) for kind, number in NUMBERED.findall(text)}
    words = [word for word in re.findall(r"[^\W\d]+", NUMBERED.sub(" ", text)) if word.lower() not in LEFT_OUT]
    kelurahan = {place.code: place for place in _named(places, words)}
    if not numbers:
        return [(place, place) for place in kelurahan.values()] if words else []
    inside = places.filter(_numbered(numbers)).order_by("code")
    if words:
        inside = (
            inside.filter(code__regex=rf"^({'|'.join(map(re.escape, kelurahan))})\.") if kelurahan else inside.none()
        )
    return [(kelurahan[place.kelurahan_code], place) for place in inside[:MOST] if place.kelurahan_code in kelurahan]


def _named(places, words):
    """Kelurahan that bear these words, or lie in a kecamatan that does."""
    above = places.filter(level=Level.KECAMATAN)
    named = Q()
    for word in words:
        above, named = above.filter(name__icontains=word), named & Q(name__icontains=word)
    for code in above.values_list("code", flat=True) if words else ():
        named |= Q(code__startswith=f"{code}.")
    return places.filter(named, level=Level.KELURAHAN).order_by("code")


def _numbered(numbers):
    rw, rt = numbers.get("rw", r"\d{3}"), numbers.get("rt")
    level = Level.RT if rt else Level.RW
    end = rf"\.{rw}\.{rt}$" if rt else rf"\.{rw}$"
    return Q(level=level, code__regex=end)
