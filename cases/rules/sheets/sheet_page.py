"""What the pages of a batch show of its rows."""

from typing import NamedTuple

from cases.models import SheetBatch, SheetRow, Visit
from cases.rules.masking import mask_digits, mask_number
from cases.values.sheet_cells import text_of

TABS = (
    ("accept", "Baik", "good"),
    ("warn", "Perlu dilihat", "warn"),
    ("refuse", "Tidak bisa", "danger"),
    ("skip", "Dilewati", ""),
)
PILES = (
    (SheetRow.Pile.MAYBE, "Mungkin sama", "warn"),
    (SheetRow.Pile.THEIRS, "Hanya di daftar mereka", "danger"),
    (SheetRow.Pile.OURS, "Hanya di data kita", "warn"),
    (SheetRow.Pile.BOTH, "Ada di keduanya", "good"),
)
OUTCOME_TABS = ((SheetRow.Outcome.FAILED, "Gagal", "danger"), (SheetRow.Outcome.KEPT, "Tidak dibatalkan", "warn"))


class Tab(NamedTuple):
    code: str
    label: str
    tone: str
    count: int


class Shown(NamedTuple):
    """A row as the page shows it: numbers masked, sentences whole."""

    row: SheetRow
    name: str
    nik: str
    facts: list
    said: list


def tabs_of(batch):
    """The piles of the rows with how many lie on each; empty ones are left out."""
    rows = SheetRow.objects.of(batch)
    if batch.kind == SheetBatch.Kind.RECONCILIATION:
        return _tabs(PILES, rows.counts("pile"))
    return _tabs(TABS, rows.counts("verdict")) + _tabs(OUTCOME_TABS, rows.counts("outcome"))


def _tabs(listed, counts):
    return [Tab(str(code), label, tone, counts[code]) for code, label, tone in listed if counts.get(code)]


def visits_made(rows):
    """How many families the kelurahan has to call on, or did, because of these rows."""
    people = rows.exclude(person=None).values("person")
    return Visit.objects.filter(journey__person__in=people).values("journey").distinct().count()


def rows_of(batch, tab):
    """The rows on one of the piles."""
    rows = SheetRow.objects.of(batch).select_related("known", "person", "conflict", "settled_by__office")
    if tab in SheetRow.Pile.values:
        return rows.filter(pile=tab)
    return rows.filter(outcome=tab) if tab in SheetRow.Outcome.values else rows.filter(verdict=tab)


def shown(row):
    content = row.content
    record = content["record"]
    if record is None:
        words = " · ".join(mask_digits(text) for text in map(text_of, content["cells"]) if text)[:120]
        return Shown(row, "", "", [words] if words else [], content["said"])
    facts = [record["kelurahan"], record["country_name"], record["birth_date"] and _day(record["birth_date"])]
    facts.append(f"paspor {mask_number(record['passport'])}" if record["passport"] else "")
    facts.append("keluarga dikunjungi kelurahan" if row.owes_visit else "")
    return Shown(row, record["name"], mask_number(record["nik"]), [fact for fact in facts if fact], content["said"])


def _day(text):
    return "/".join(reversed(text.split("-")))
