"""What a page says, as plain lines for paper: steps, signs of danger, and what is a list in a warning or a text."""

import re
from html import escape, unescape

from education.models.fact import fill

TAG = re.compile(r"<[^>]+>")
HEADING = re.compile(r"<h[23][^>]*>(.*?)</h[23]>", re.DOTALL)
ITEM = re.compile(r"<li[^>]*>(.*?)</li>", re.DOTALL)
LIST = re.compile(r"(?:<p[^>]*>((?:(?!</p>).)*)</p>\s*)?<[uo]l[^>]*>(.*?)</[uo]l>", re.DOTALL)
SENTENCE = re.compile(r"(?<=[.!?]) ")
OPENING = re.compile(r"<h2[^>]*>(.*?)</h2>\s*<p[^>]*>(.*?)</p>", re.DOTALL)
NUMBER = re.compile(r"^\d+\.\s*")
BREAK = re.compile(r"</(?:p|li|h\d|dd|dt|blockquote)>|<br\s*/?>")
# A sheet holds so many printed rows of so many letters.
MOST_ROWS, LETTERS, MOST_IN_PART, LONGEST = 22, 66, 8, 170


def plain(html: str) -> str:
    return " ".join(unescape(TAG.sub("", BREAK.sub(" ", html))).replace("\xa0", " ").split())


def lists_of(page) -> list[dict]:
    """[{title, kind, lines}] of an article: what is a list in it, under the heading above."""
    parts, title = [], ""
    for block in page.body:
        for kind, lines, heading in lists_in(block):
            title = filled(plain(heading)) or title
            lines = [line for line in (filled(plain(line)) for line in lines) if line]
            if lines:
                parts.append({"title": title, "kind": kind, "lines": lines})
    return parts


def parts_of(page) -> list[dict]:
    """Of these lists as much as one sheet holds; a heading is said once."""
    parts, said, room = [], "", MOST_ROWS
    for part in lists_of(page):
        lines = fitting(part["lines"], room - 2)
        if lines:
            parts.append(part | {"lines": lines, "title": part["title"] if part["title"] != said else ""})
            said, room = part["title"], room - 2 - sum(map(rows, lines))
    return parts


def opening(page) -> list[tuple[str, str]]:
    """(heading, first paragraph below it), of the first heading that has one; nothing where there is none."""
    for block in page.body:
        found = OPENING.search(block.value.source) if block.block_type == "text" else None
        if found:
            return [(filled(plain(found[1])), filled(plain(found[2])))]
    return []


def questions(page) -> list[tuple[str, str]]:
    asked = [block.value for block in page.body if block.block_type == "question"]
    return [(NUMBER.sub("", filled(value["question"])), filled(plain(value["answer"].source))) for value in asked]


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
        case "warning":
            yield "list", ITEM.findall(value["text"].source), value["title"]
        case "country":
            yield (
                "list",
                [f"{row['name']}: {row['value'].source}" for row in value["rows"]],
                value["title"],
            )
        case "text":
            pieces = re.split(r"(?=<h[23][^>]*>)", value.source)
            for piece in pieces:
                heading = HEADING.search(piece)
                title = heading[1] if heading else ""
                yield "list", [], title
                for lead, items in LIST.findall(piece):
                    yield "list", ITEM.findall(items), led_in(lead) or title


def led_in(paragraph):
    """ "Yang sering terjadi begini:" is what its list is about: under the heading "Jalurnya" it would be advice."""
    last = SENTENCE.split(plain(paragraph))[-1]
    return last.removesuffix(":") if last.endswith(":") else ""
