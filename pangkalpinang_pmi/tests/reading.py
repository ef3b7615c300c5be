"""What can be said of a page by its HTML alone, without drawing it."""

from functools import cached_property
from urllib.parse import urldefrag, urljoin, urlsplit

from bs4 import BeautifulSoup

FIELDS = "input:not([type=hidden]), select, textarea"
UNTICKED = ("radio", "checkbox", "file")  # sent only with an answer
JUDGED = ("role", "type", "lang")  # of other attributes only whether they are there


class Reading:
    """One page as it was served or as it stands in the browser."""

    def __init__(self, html, url):
        self.soup, self.url = BeautifulSoup(html, "html.parser"), url

    def faults(self, secrets):
        """Plain sentences; `secrets` are words that may not stand in a title, which stays in a browser's history."""
        title = self.soup.title.get_text() if self.soup.title else ""
        faults = [f"without a label: {field}" for field in self.soup.select(FIELDS) if not self._is_labelled(field)]
        faults += ["not one h1"] * (len(self.soup("h1")) != 1)
        faults += ["not Indonesian"] * (self.soup.html.get("lang") != "id")
        return faults + [f"the title says {word}" for word in secrets if word in title]

    def kinds(self):
        """Each kind of element in its surroundings: what axe judges. Words, numbers, tokens change nothing for it."""
        return set(self._first_of_each_kind)

    def parts(self, kinds):
        """Selectors of the parts that hold the first element of each of these kinds, none inside another."""
        found = [element for kind, element in self._first_of_each_kind.items() if kind in kinds]
        inside = {id(element) for element in found}
        return [_selector(one) for one in found if not any(id(above) in inside for above in one.parents)]

    @cached_property
    def _first_of_each_kind(self):
        kinds, first = {}, {}
        for element in self.soup.body.find_all(True):  # a parent comes before its children
            kind = (_kind(element), *kinds.get(id(element.parent), ())[:2])
            kinds[id(element)] = kind
            first.setdefault(kind, element)
        return first

    def links(self):
        """Addresses of our own that somebody can go to from here."""
        here = urlsplit(self.url)
        elsewhere = self.soup.select("a[href]:not([href^='#'])")
        found = {urldefrag(urljoin(self.url, link["href"])).url for link in elsewhere}
        return {link for link in found if link.startswith(f"{here.scheme}://{here.netloc}/")}

    def asking_form(self):
        """The first form that asks for something, or None."""
        forms = self.soup.select("main form[method=post]")
        return next((form for form in forms if form.select(FIELDS)), None)

    def unanswered(self):
        """(address, fields) of what that form sends when nobody answers: what is hidden, and every box empty."""
        form = self.asking_form()
        hidden = {field["name"]: field.get("value", "") for field in form.select("input[type=hidden][name]")}
        asked = [field for field in form.select(FIELDS) if field.get("type") not in UNTICKED and field.get("name")]
        empty = {field["name"]: "" for field in asked if not field.has_attr("disabled")}
        return urljoin(self.url, form.get("action", "")), hidden | empty

    def _is_labelled(self, field):
        named = field.get("aria-label") or field.get("aria-labelledby") or field.find_parent("label")
        return bool(named or field.get("id") in self._labelled)

    @cached_property
    def _labelled(self):
        return {label["for"] for label in self.soup("label") if label.get("for")}


def _selector(element):
    """The way to it from the body, by places."""
    way = []
    while element.name != "body":
        way.append(f"{element.name}:nth-child({len(element.find_previous_siblings(True)) + 1})")
        element = element.parent
    return " > ".join(["body", *reversed(way)])


def _kind(element):
    marks = [element.name, *element.get("class", [])]
    for name, value in element.attrs.items():
        if name in JUDGED:
            marks.append(f"{name}={value}")
        elif name == "disabled" or name.startswith("aria-"):
            marks.append(name)
    return ".".join(marks)
