"""A job offer as people tell it: a pasted chat, a sentence of a neighbour, a few fields of a form."""

import re
from typing import NamedTuple

from cases.values.countries import NAMES
from cases.values.everyday_words import EVERYDAY_WORDS
from cases.values.seen_letters import as_seen

# Rough rupiah for one unit: enough to tell 3 million from 30 million, never shown to anybody.
RUPIAH = {
    **dict.fromkeys(("usd", "$", "usdt", "dollar", "dolar"), 16_000),
    **dict.fromkeys(("sgd", "s$", "bnd", "b$"), 12_000),
    **dict.fromkeys(("rm", "myr", "ringgit"), 3_600),
    **dict.fromkeys(("nt$", "nt", "ntd", "twd"), 500),
    **dict.fromkeys(("hkd", "hk$"), 2_050),
    **dict.fromkeys(("won", "krw"), 12),
    **dict.fromkeys(("yen", "jpy", "¥"), 105),
    **dict.fromkeys(("euro", "eur", "€"), 17_500),
    **dict.fromkeys(("baht", "thb"), 450),
    **dict.fromkeys(("sar", "riyal", "real"), 4_200),
    **dict.fromkeys(("aud",), 10_500),
    **dict.fromkeys(("rp", "idr", "rupiah"), 1),
}
SCALE = {"juta": 1_000_000, "jt": 1_000_000, "jeti": 1_000_000, "ribu": 1_000, "rb": 1_000, "k": 1_000}
UNITS = "|".join(sorted(map(re.escape, RUPIAH), key=len, reverse=True))
AMOUNT = re.compile(
    rf"(?P<before>{UNITS})?\.?\s*(?P<number>\d+(?:[.,]\d+)*)(?:\s*(?:-|–|sd|s/d|sampai)\s*(?P<upto>\d+(?:[.,]\d+)*))?"
    rf"\s*(?P<scale>juta|jt|jeti|ribu|rb|k)?(?![a-z])\s*(?P<after>{UNITS})?(?![a-z])"
)
THOUSANDS = re.compile(r"\d{1,3}(?:[.,]\d{3})+$")
COUNTED = "jt|juta|jeti|rb|ribu|k|bln|bulan|hr|hari|thn|th|tahun|org|orang|mgg|minggu|an|x"
SHORTEST_WITH_SUFFIX = 7
TEXT_FIELDS = ("text", "country", "job", "pay", "visa", "offered_by")
LEAST_PAY = 500_000  # smaller numbers are ages, days and persons
MOST_PAY = 500_000_000  # larger ones are telephone numbers


class Offer(NamedTuple):
    """`money_asked` in rupiah and `leaves_in_days` as number or as typed; everything else as people write it."""

    text: str = ""
    country: str = ""
    job: str = ""
    pay: str = ""
    visa: str = ""
    offered_by: str = ""
    money_asked: str | int | float | None = None
    leaves_in_days: int | None = None


def offer_from(record):
    """An Offer of what somebody sends as JSON. Raises ValueError with a sentence where days are no number."""
    texts = {name: str(record.get(name) or "") for name in TEXT_FIELDS}
    return Offer(**texts, money_asked=record.get("money_asked"), leaves_in_days=_days(record.get("leaves_in_days")))


def _days(value):
    try:
        return None if value is None else int(value)
    except (TypeError, ValueError):
        raise ValueError("leaves_in_days harus angka.") from None


def spoken(offer):
    """The whole offer as one line of plain words; a sentence ends with " . "."""
    country = NAMES.get(offer.country.strip().upper(), offer.country)
    parts = [
        offer.text,
        offer.job and f"kerja {offer.job}",
        country and f"di {country}",
        offer.visa and f"visa {offer.visa}",
        offer.offered_by and f"ditawari {offer.offered_by}",
        offer.pay and f"gaji {offer.pay}",
    ]
    return plain_chat(". ".join(filter(None, parts)))


def plain_chat(text):
    """Chat language as plain words: lower case, everyday abbreviations written out.

    " . " stands between sentences and " , " between their parts.
    """
    text = as_seen(text).replace("’", "'").replace("&", " dan ")
    text = re.sub(r"([a-z])\1{2,}", r"\1", text)  # gajiii
    text = re.sub(r"(?<=\d)[.,](?=\d{3}(?!\d))", "", text)  # 12.000.000
    text = re.sub(r"\b([a-z]{3,})2\b", r"\1 \1", text)  # cepat2
    text = re.sub(rf"(?<=\d)(?=(?:{COUNTED})\b)|(?<=\brp)(?=\d)", " ", text)  # 12jt, but P3MI stays whole
    text = re.sub(r"[.!?;\n]+(?!\d)", " . ", text)
    text = re.sub(r",(?!\d)", " , ", text)
    words = re.sub(r"[^a-z0-9., ]", " ", text).split()
    return f" {' '.join(map(_plain_word, words))} "


def _plain_word(word):
    """ "gajinya" speaks of "gaji"; "ditanya" does not end with that suffix."""
    if word.endswith("nya") and len(word) >= SHORTEST_WITH_SUFFIX and not word.endswith("tanya"):
        word = word.removesuffix("nya")
    return EVERYDAY_WORDS.get(word, word)


def amounts(text):
    """Sums of money in a text, in rupiah; of "8-12 juta" the larger."""
    found = []
    for match in AMOUNT.finditer(as_seen(str(text))):
        value = _number(match["upto"] or match["number"], scaled=bool(match["scale"]))
        unit = match["before"] or match["after"] or "rp"
        found.append(value * SCALE.get(match["scale"], 1) * RUPIAH[unit])
    return [amount for amount in found if LEAST_PAY <= amount <= MOST_PAY]


def largest_pay(offer):
    """The highest sum the offer promises, in rupiah a month as far as one can tell; 0 where it names none."""
    return max([*amounts(offer.pay), *amounts(offer.text)], default=0)


def money_asked(offer):
    """What has to be paid beforehand according to the field, in rupiah; 0 where nothing is asked."""
    if isinstance(offer.money_asked, int | float):
        return offer.money_asked
    return max(amounts(offer.money_asked or ""), default=0)


def _number(text, scaled):
    """1.500.000 is a million and a half, 12,5 twelve and a half."""
    if THOUSANDS.fullmatch(text) and not scaled:
        return float(re.sub(r"[.,]", "", text))
    head, _, tail = text.replace(",", ".").partition(".")
    return float(f"{head}.{tail.replace('.', '')}" if tail else head)
