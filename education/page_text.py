"""What a page says, as plain lines for paper: steps, signs of danger, warnings, and what stands under a heading."""

import re
from html import escape, unescape

from education.models.fact import fill

TAG = re.compile(r"<[^>]+>")
HEADING = re.compile(r"<h[23][^>]*>(.*?)</h[23]>", re.DOTALL)
ITEM = re.compile(r"<li[^>]*>(.*?)</li>", re.DOTALL)
BREAK = re.compile(r"</(?:p|li|h\d|dd|dt|blockquote)>|<br\s*/?>")
# A sheet holds so many printed rows of so many letters.
MOST_ROWS, LETTERS, MOST_IN_PART, LONGEST = 19, 66, 8, 170


def plain(html: str) -> str:
    return " ".join(unescape(TAG.sub("", BREAK.sub(" ", html))).replace("\xa0", " ").split())


def parts_of(page) -> list[dict]:
    """[{title, kind, lines}] of an article: lists only, as many as a sheet holds, each under its heading."""
    parts, title, room = [], "", MOST_ROWS
    for block in page.body:
        for kind, lines, heading in lists_in(block):
            title = heading or title
            lines = fitting([filled(plain(line)) for line in lines], room - 2)
            if lines:
                parts.append({"title": plain(title), "kind": kind, "lines": lines})
                room, title = room - 2 - sum(map(rows, lines)), ""
    return parts


def fitting(lines, room):
    """The first ones that there is room for; one alone is no list."""
    chosen = []
    for line in lines:
        if line and len(line) <= LONGEST and rows(line) <= room and len(chosen) < MOST_IN_PART:
            chosen.append(line)
            room -= rows(line)
    return chosen if len(chosen) > 1 else []


def rows(line):
    return -(-len(line) // LETTERS)


def filled(text: str) -> str:
    """Plain text with its facts in it, which come as HTML."""
    return unescape(fill(escape(text)))


def lists_in(block):
    """(kind, lines, the heading above them) of what is a list in this block; a heading alone has no lines."""
    value = block.value
    match block.block_type:
        case "steps":
            yield "steps", [f"{step['title']}: {step['text'].source}" for step in value], ""
        case "red_flags":
            yield "danger", list(value), ""
        case "text":
            pieces = re.split(r"(?=<h[23][^>]*>)", value.source)
            for piece in pieces:
                heading = HEADING.search(piece)
                yield "list", ITEM.findall(piece), heading[1] if heading else ""
