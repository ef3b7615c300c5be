"""One line of the table: what was to be held, what was measured, and whether it holds."""

from typing import NamedTuple

HOLDS, SHORT, MISSING, UNMEASURED = "ok", "KURANG", "belum ada", "tidak diukur"
HEAD = ("what", "target", "measured", "ratio", "verdict")


class Row(NamedTuple):
    what: str
    target: str
    measured: str = "–"
    ratio: str = "–"
    verdict: str = MISSING


def at_most(what, limit, value, unit):
    return Row(what, f"≤ {limit:g} {unit}", _plain(value, unit), f"{value / limit:.2f}", _verdict(value <= limit))


def at_least(what, limit, value, unit):
    return Row(what, f"≥ {limit:g} {unit}", _plain(value, unit), f"{value / limit:.2f}", _verdict(value >= limit))


def missing(what, target):
    """What cannot be measured yet is said, not passed over."""
    return Row(what, target)


def unmeasured(what, target, lack):
    """The machine lacks a tool: no success, and no failure of the product."""
    return Row(what, target, lack, verdict=UNMEASURED)


def _plain(value, unit):
    return f"{value:,.0f} {unit}" if value >= 100 else f"{value:.3g} {unit}"


def _verdict(holds):
    return HOLDS if holds else SHORT


def table(rows):
    """The rows as Markdown, columns aligned."""
    lines = [HEAD, *rows]
    widths = [max(len(line[column]) for line in lines) for column in range(len(HEAD))]
    text = [_line(line, widths) for line in lines]
    return "\n".join([text[0], _line(["-" * width for width in widths], widths), *text[1:]])


def _line(cells, widths):
    return "| " + " | ".join(cell.ljust(width) for cell, width in zip(cells, widths, strict=True)) + " |"


def summary(rows):
    counts = {verdict: sum(row.verdict == verdict for row in rows) for verdict in (HOLDS, SHORT, MISSING, UNMEASURED)}
    return ", ".join(f"{count} {verdict}" for verdict, count in counts.items() if count or verdict != UNMEASURED)


def falls_short(rows):
    return any(row.verdict == SHORT for row in rows)
