"""Spreadsheets that go out: no cell can start a formula, and each is formatted as text, so that what is typed stays."""

import io
import re
from datetime import date

import xlsxwriter

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
BLANKS = " \u00a0\u200b\ufeff"
UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
NOT_IN_A_NAME = re.compile(r"[\[\]:*?/\\]|^'+|'+$")
LONGEST_NAME = 31
OPTIONS = {"in_memory": True, "constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}


def harmless(text):
    """The text, with an apostrophe before what a spreadsheet would calculate."""
    return f"'{text}" if text.lstrip(BLANKS).startswith(DANGEROUS) else text


def xlsx(rows, sheet_name="Data"):
    """The bytes of a workbook with one sheet, every cell of it text."""
    texts = ([None if value is None else str(value) for value in row] for row in rows)
    return workbook([(sheet_name, enumerate(texts, 1))])


def workbook(sheets):
    """The bytes of a workbook with these sheets, (name, rows) each; rows are (number, cells) in their order.

    A cell is text, a number, a day or None.
    """
    content, names = io.BytesIO(), set()
    with xlsxwriter.Workbook(content, OPTIONS) as book:
        as_text = book.add_format({"num_format": "@"})
        as_day = book.add_format({"num_format": "dd/mm/yyyy"})
        for name, rows in sheets:
            sheet = book.add_worksheet(_free_name(name, names))
            for number, cells in rows:
                for column, value in enumerate(cells):
                    _write(sheet, number - 1, column, value, as_text, as_day)
    return content.getvalue()


def _write(sheet, row, column, value, as_text, as_day):
    if isinstance(value, date):
        sheet.write_datetime(row, column, value, as_day)
    elif isinstance(value, bool):
        sheet.write_boolean(row, column, value, as_text)
    elif isinstance(value, int | float):
        sheet.write_number(row, column, value, as_text)
    elif value not in (None, ""):
        sheet.write_string(row, column, harmless(UNWRITABLE.sub("", value)), as_text)


def _free_name(name, names):
    """The name of a sheet as a workbook allows it, once."""
    plain = NOT_IN_A_NAME.sub(" ", UNWRITABLE.sub("", name)).strip()[:LONGEST_NAME] or "Data"
    free, count = plain, 1
    while free.lower() in names:
        count += 1
        free = f"{plain[: LONGEST_NAME - 5]} {count}"
    names.add(free.lower())
    return free
