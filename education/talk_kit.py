"""What a head of an RT takes to a meeting: posters, slides for twenty minutes, and a quiz.

All of it is said on published pages; what editors withdraw or empty is left out here, too.
"""

import re
from datetime import date

from django.conf import settings
from django.utils.formats import date_format

from education import printed_sources
from education.models import ArticlePage, HomePage
from education.page_text import filled, lists_of, opening, plain, questions
from education.printed import Print
from education.sharing import destination, numbers, tiles

TALK, AT_HOME, SILENT = "bahan-pertemuan", "daftar-periksa", "tidak-bisa-dihubungi"
TIME = re.compile(r", [\w ]+ menit$")  # the script's own times are for ten minutes without slides
ON_A_SLIDE, QUESTIONS, POSTER_LINES, NUMBERS, BELOW = 4, 5, 6, 4, 2


def posters(on: date) -> Print | None:
    home, silent, contacts = HomePage.objects.live().first(), article(SILENT), numbers(on, NUMBERS)
    found = []
    if home:
        check = ("Periksa tawarannya di sini", "/cek-tawaran/")
        found += poster("Tanda tawaran berbahaya", "danger", flags(home), *check)
        found += poster("Langkah berangkat yang benar", "steps", steps(home), "Baca selengkapnya", "/")
    found += poster("Butuh pertolongan?", "calls", tiles(contacts), "Semua nomor ada di sini", "/darurat/")
    steps_of_family = [part for part in lists_of(silent) if part["kind"] == "steps"] if silent else []
    for part in steps_of_family[:1]:
        found += poster(filled(silent.title), "steps", part["lines"], "Baca selengkapnya", silent.url)
    for one in found:
        shown = contacts if one["kind"] == "calls" else contacts[:BELOW]
        one["sources"] = printed_sources.line(on, map(str, one["lines"]), filter(None, [home, silent]), shown)
    made_on = date_format(on.replace(day=1), "F Y")
    data = {"posters": found, "made_on": made_on, "calls": tiles(contacts[:BELOW])}
    return Print("pdf", "education/print/posters.typ", data) if found else None


def poster(title, kind, lines, call, path):
    if not lines:
        return []
    lines = lines[:POSTER_LINES]
    return [{"title": title, "kind": kind, "lines": lines, "call": call} | destination(settings.SITE_URL + path)]


def slides(on: date) -> Print | None:
    home, talk = HomePage.objects.live().first(), article(TALK)
    if not (home and talk):
        return None
    shown = [slide("title", home.heading, [filled(home.lead)])]
    shown += [slide("quote", TIME.sub("", title), [text]) for title, text in opening(talk)]
    shown += listed("danger", "Tanda tawaran berbahaya", flags(home))
    shown += [each for part in lists_of(talk) for each in listed(**part)]
    shown += listed("steps", "Langkah berangkat yang benar", steps(home))
    read_at_home = list(filter(None, [article(AT_HOME), article(SILENT)]))
    for page in read_at_home:
        shown += [each for part in lists_of(page)[1:3] for each in listed(**part)]
    contacts = numbers(on, NUMBERS)
    shown += [slide("calls", "Butuh pertolongan?", tiles(contacts))] if contacts else []
    asked = questions(talk)[:QUESTIONS]
    for number, (question, answer) in enumerate(asked, start=1):
        shown.append(slide("question", question, [], first=number) | {"of": len(asked)})
        shown.append(slide("answer", question, [answer]))
    said = [str(line) for each in shown for line in [each["title"], *each["lines"]]]
    sources = printed_sources.line(on, said, [home, talk, *read_at_home], contacts)
    shown.append(
        slide("end", "Tanya dulu, baru berangkat.", ["Nomor darurat, cek tawaran, dan semua bacaan ada di sini."])
    )
    data = {"title": home.heading, "slides": shown, "sources": sources} | destination(f"{settings.SITE_URL}/")
    return Print("pdf", "education/print/slides.typ", data)


def quiz(on: date) -> Print | None:
    talk = article(TALK)
    asked = questions(talk)[:QUESTIONS] if talk else []
    if not asked:
        return None
    sources = printed_sources.line(on, [text for pair in asked for text in pair], [talk])
    data = {"title": "Kuis pertemuan warga", "quiz": asked, "sources": sources}
    return Print("pdf", "education/print/quiz.typ", data | destination(settings.SITE_URL + talk.url))


def slide(kind, title, lines, *, first=1):
    return {"kind": kind, "title": title, "lines": lines, "first": first}


def listed(kind, title, lines):
    """As many slides as the lines need, each with about as many of them."""
    slides = -(-len(lines) // ON_A_SLIDE)
    each = -(-len(lines) // slides)
    starts = range(0, len(lines), each)
    return [slide(kind, TIME.sub("", title), lines[start : start + each], first=start + 1) for start in starts]


def article(slug) -> ArticlePage | None:
    return ArticlePage.objects.live().filter(slug=slug, is_discreet=False, language="id").first()


def flags(home):
    return [filled(block.value) for block in home.red_flags]


def steps(home):
    return [filled(plain(f"{block.value['title']}: {block.value['text'].source}")) for block in home.steps]


KIT = {"poster-warga": posters, "slide-pertemuan": slides, "kuis-pertemuan": quiz}


def made(name: str, on: date) -> Print | None:
    return KIT[name](on) if name in KIT else None
