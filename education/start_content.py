"""Reads the start pages from `education/content/`: TOML fields between `+++` lines, then text as people type it.

    ## Judul · ### Anak judul      heading
    - butir                        list
    1. Langkah: penjelasan         numbered steps
    > Judul peringatan             warning box; the lines after the first are its text
    ? Pertanyaan                   question; the lines below are the answer
    @ kode kode                    phone numbers, by EmergencyContact.code
    ! tanda                        signs of danger
    = Judul                        a few facts; below it lines of "= hal: keterangan"
    " kata-kata                    words of a real modus; then " dari: … and " sumber: …

An empty line ends each of them. Inside text: **bold**, [link](/darurat/).
"""

import re
import tomllib
from html import escape
from itertools import groupby
from pathlib import Path

CONTENT = Path(__file__).parent / "content"
BOLD = re.compile(r"\*\*(.+?)\*\*")
LINK = re.compile(r"\[([^\[\]]+)\]\((\S+?)\)")


def table(name: str) -> dict:
    return tomllib.loads((CONTENT / name).read_text())


def article(name: str) -> dict:
    """Fields of one page; `body` as [(kind of block, value), …]."""
    _, fields, text = (CONTENT / name).read_text().split("+++\n", 2)
    return tomllib.loads(fields) | {"body": body(text)}


def body(text: str) -> list:
    parts = [part(chunk.splitlines()) for chunk in re.split(r"\n{2,}", text.strip())]
    blocks = []
    for kind, same in groupby(parts, key=lambda found: found[0]):
        values = [value for _, value in same]
        blocks += [(kind, "".join(values))] if kind == "text" else [(kind, value) for value in values]
    return blocks


def part(lines: list[str]) -> tuple:
    mark, _, first = lines[0].partition(" ")
    match mark:
        case "##" | "###":
            level = len(mark)
            return "text", f"<h{level}>{inline(first)}</h{level}>" + (prose(lines[1:]) if lines[1:] else "")
        case "1.":
            return "steps", [step(line.partition(" ")[2]) for line in lines]
        case ">":
            return "warning", {"title": first, "text": prose([line.removeprefix("> ") for line in lines[1:]])}
        case "?":
            return "question", {"question": first, "answer": prose(lines[1:])}
        case "@":
            return "phones", first.split()
        case "!":
            return "red_flags", [line.removeprefix("! ") for line in lines]
        case "=":
            return "country", {"title": first, "rows": [row(line.removeprefix("= ")) for line in lines[1:]]}
        case '"':
            teller, source = (line.partition(": ")[2] for line in lines[1:])
            return "quote", {"text": first, "teller": teller, "source": source}
        case _:
            return "text", prose(lines)


def step(line: str) -> dict:
    title, _, text = line.partition(": ")
    return {"title": title, "text": prose([text[:1].upper() + text[1:]])}


def row(line: str) -> dict:
    name, _, value = line.partition(": ")
    return {"name": name, "value": prose([value])}


def prose(lines: list[str]) -> str:
    """Paragraphs and lists; lines without a mark belong together."""
    html = ""
    for is_item, same in groupby(lines, key=lambda line: line.startswith("- ")):
        if is_item:
            html += "<ul>" + "".join(f"<li>{inline(line[2:])}</li>" for line in same) + "</ul>"
        else:
            html += f"<p>{inline(' '.join(same))}</p>"
    return html


def inline(text: str) -> str:
    return LINK.sub(r'<a href="\2">\1</a>', BOLD.sub(r"<b>\1</b>", escape(text, quote=False)))
