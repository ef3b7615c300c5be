"""The lines of a list of returnees as an officer looks at them: each beside those of ours it may be."""

import uuid
from collections import defaultdict
from typing import NamedTuple

from cases.models import Arrival, CasePerson, Person, Returnee
from cases.models.returnee_list import UNDECIDED
from cases.rules.masking import mask_digits, mask_number
from cases.rules.returns import returnee_list
from cases.values.returnee import ReturneeDecision
from cases.values.returnee_line import PASSPORT

WAITING, OURS = "menunggu", "warga"
UNKNOWN, STRANGERS = "belum", "bukan"
TABS = {
    WAITING: ("", "Menunggu"),
    OURS: (ReturneeDecision.WARGA_KITA, "Warga kita"),
    UNKNOWN: (ReturneeDecision.BELUM_TERIDENTIFIKASI, "Belum teridentifikasi"),
    STRANGERS: (ReturneeDecision.BUKAN_WARGA_KOTA, "Bukan warga kota"),
}


class Tab(NamedTuple):
    code: str
    decision: str
    label: str
    count: int


class Option(NamedTuple):
    """One of ours a line may be, with the case he stands in where he does: what its radio button sends."""

    value: str
    person: Person
    link: CasePerson | None = None
    is_sure: bool = False
    why: list = ()
    in_other_hands: bool = False


class Shown(NamedTuple):
    line: Returnee
    name: str
    facts: list
    text: str
    options: list
    is_expected: bool
    key: uuid.UUID  # of the form beside it
    sure: str  # the answer that may be ticked for who is nearly sure

    @property
    def prefix(self):
        return prefix_of(self.line)


def prefix_of(line):
    """Of the fields of one line among those of others."""
    return f"baris{line.pk}"


def tabs_of(lines):
    counts = defaultdict(int)
    for decision in lines.order_by().values_list("decision", flat=True):
        counts[decision] += 1
    return [Tab(code, decision, label, counts[decision]) for code, (decision, label) in TABS.items()]


def show(lines, actor, *, more=()):
    """Shown for each line in a handful of questions; `more` are people an officer has looked for himself."""
    lines = list(lines)
    keys = {pk for line in lines if line.is_undecided for pk, _, _ in line.content["alike"]}
    people = Person.objects.visible_to(actor).select_related("territory").in_bulk(keys)
    people |= {person.pk: person for person in more}
    links, hidden = _links(people, actor)
    here = [line.link_id for line in lines if line.link_id]
    expected = set(Arrival.objects.visible_to(actor).filter(link__in=here).values_list("link", flat=True))
    options = {line.pk: _options(line, people, links, hidden, more) for line in lines}
    return [
        Shown(
            line=line,
            name=(line.record or {}).get("name", ""),
            facts=_facts(line.record or {}),
            text=_masked(line.content["text"]),
            options=options[line.pk],
            is_expected=line.link_id in expected,
            key=uuid.uuid4(),
            sure=_only_sure(options[line.pk]),
        )
        for line in lines
    ]


def _only_sure(options):
    """Nobody where two are: then somebody has to look."""
    sure = [option for option in options if option.is_sure]
    return sure[0].value if len(sure) == 1 and not sure[0].in_other_hands else ""


def _links(people, actor):
    """Open cases by person, and who stands in one this user may not see."""
    if not people:
        return {}, set()
    known = list(returnee_list.open_links(people))
    in_sight = CasePerson.objects.visible_to(actor).filter(pk__in=[link.pk for link in known])
    in_sight = set(in_sight.values_list("pk", flat=True))
    links = defaultdict(list)
    for link in known:
        if link.pk in in_sight:
            links[link.person_id].append(link)
    return links, {link.person_id for link in known} - set(links)


def _options(line, people, links, hidden, more):
    if line.decision not in UNDECIDED and not more:
        return []
    found = [(pk, is_sure, why) for pk, is_sure, why in line.content["alike"] if pk in people]
    known = {pk for pk, _, _ in found}
    found += [(person.pk, False, []) for person in more if person.pk not in known]
    found.sort(key=lambda one: (not one[1], one[0] not in links))
    return [option for pk, *how in found for option in _of(people[pk], links.get(pk, ()), pk in hidden, how)]


def _of(person, links, is_hidden, how):
    if not links:
        return [Option(f"p{person.pk}", person, None, *how, in_other_hands=is_hidden)]
    return [Option(f"l{link.pk}", person, link, *how) for link in links]


def _masked(text):
    return mask_digits(PASSPORT.sub(lambda found: mask_number(found[0]), text))


def _facts(record):
    """Numbers masked, as on every page."""
    born = record.get("birth_date")
    return [
        *(f"paspor {mask_number(number)}" for number in record.get("passports", ())),
        *([f"NIK {mask_number(record['nik'])}"] if record.get("nik") else []),
        *([f"lahir {born[8:]}/{born[5:7]}/{born[:4]}"] if born else []),
    ]
