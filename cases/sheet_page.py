"""What the pages of a batch show of its rows, and the table that goes back to whoever brought it."""

from typing import NamedTuple

from cases.masking import mask_digits, mask_number
from cases.models import SheetBatch, SheetRow
from cases.sheet_reading import Verdict
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
PROBLEM, BECAME = "masalah", "hasil"


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
    return Shown(row, record["name"], mask_number(record["nik"]), [fact for fact in facts if fact], content["said"])


def _day(text):
    return "/".join(reversed(text.split("-")))


def table_of(batch):
    """All rows as they came, with what is wrong in a last column; whole, for whoever brought them has them already."""
    yield ["lembar", "baris", PROBLEM, BECAME, *_widest_header(batch)]
    for row in SheetRow.objects.of(batch).select_related("known").iterator(chunk_size=500):
        content = row.content
        cells = [text_of(cell) for cell in content["cells"]]
        yield [row.sheet, row.number or "", " ".join(content["said"]), _became(row), *cells]


def _became(row):
    if row.pile:
        known = f"{row.known.number}" if row.known else ""
        settled = "selesai" if row.settled_at else ""
        return ", ".join(filter(None, [row.get_pile_display(), known, settled, row.settled_note]))
    note = f": {row.outcome_note}" if row.outcome_note else ""
    return f"{row.get_outcome_display()}{note}" if row.outcome else WAITING.get(row.verdict, "")


WAITING = {Verdict.REFUSE: "tidak dimasukkan", Verdict.SKIP: "dilewati"}


def _widest_header(batch):
    headers = [cells for _, rows in batch.sheets for number, cells in rows[:40]]
    fields = max(batch.mapping.values(), key=len, default=[])
    return next((map(text_of, cells) for cells in headers if len(cells) >= len(fields) > 1), ())
