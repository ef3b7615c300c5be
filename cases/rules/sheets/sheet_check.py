"""The whole way of a spreadsheet to verdicts: read, cleaned, compared with itself and with the register.

Stores nothing: the page, the worker and the command `import_people` all come this way.
"""

from itertools import islice

from django.db import DatabaseError, transaction

from cases.rules.sheets import sheet_reading, sheet_record, sheet_twins
from cases.rules.sheets.sheet_twins import Checked, Earlier
from lib.spreadsheet import apart

GROUP = 500  # with all who may be the same, in a register of a million, they are what the worker holds most of
NO_TABLE = (
    "Tidak ada kolom nama di berkas ini. Tulis judul kolom di satu baris di atas datanya, misalnya: Nama, NIK, "
    "Tanggal Lahir, Kelurahan."
)


class NoTable(ValueError):
    def __init__(self):
        super().__init__(NO_TABLE)


def open_sheets(data, mapping=None):
    """The sheets that hold people. Raises Refused for what is no spreadsheet, NoTable where no column is a name."""
    layouts = sheet_reading.layouts(apart.read(data), mapping)
    if not layouts:
        raise NoTable
    return layouts


def check(layouts, on, *, skip=0):
    """Checked for each row, in groups; the first `skip` of them were checked before and are only remembered."""
    earlier = Earlier(on)
    lines = map(earlier.meet, sheet_reading.read_lines(layouts, sheet_record.context(on)))
    for _ in range(skip):
        next(lines, None)
    while group := list(islice(lines, GROUP)):
        yield _with_register(group, on)


def _with_register(group, on):
    try:
        with transaction.atomic():
            return sheet_twins.against_register(group, on)
    except DatabaseError:  # not migrated yet
        return [Checked(line) for line in group]
