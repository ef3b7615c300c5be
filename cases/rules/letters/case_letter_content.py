"""What a letter of Disnaker says: put together once, from what is known that day, and then frozen."""

from typing import NamedTuple

from django.utils.formats import date_format

from accounts.models import Agency
from cases.models import CasePerson
from cases.rules.coordination.sharing_fields import FIELDS, groups_of, values_of
from cases.states.telling import Door, may_tell_place
from cases.values.case_letter import FACTS, SPECS, Secrecy
from cases.values.choices import Urgency
from cases.values.sharing import FieldGroup as G
from education.models import Fact

PER_PERSON = (G.IDENTITAS, G.DOKUMEN)
PRESSING = {Urgency.P1: "Sangat segera", Urgency.P2: "Segera"}
UNKNOWN = "–"


class Written(NamedTuple):
    """What the officer chose and typed. `text` is what the template of this kind asks for, ready to be set."""

    links: list
    text: dict
    agency: Agency | None = None
    to: str = ""
    cc: tuple = ()
    secrecy: str = Secrecy.TERBATAS
    chosen: tuple = ()
    health: str = ""
    bases: dict = {}
    consent_on: object = None
    consent_witness: str = ""
    stands_on: str = ""  # of a letter that names its basis: which one

    @property
    def groups(self):
        return groups_of(self.chosen, self.health)

    @property
    def rests_on(self):
        """For `case_letter.draft`: what `sharing.unfounded` asks, and what the letter itself stands on."""
        return self.groups, self.bases, self.consent_on, self.consent_witness, self.stands_on


def fields_of(kind, source):
    """The names of the data that a letter of this kind may carry; of a group nobody is the one reporter."""
    groups = SPECS[kind].groups
    found = [name for name, field in FIELDS.items() if field.group in groups and field.in_letters]
    return found if hasattr(source, "reporter_name") else [name for name in found if name != "pelapor"]


def content_of(kind, source, written, on):
    """Everything the template is given but number, day, head and signer."""
    links = list(written.links)
    columns, rows = _table(links, source, written.chosen)
    return {
        "secrecy": _secrecy(links, written.secrecy),
        "to": _addressee(written),
        "cc": list(written.cc),
        "count": len(links),
        "countries": ", ".join(dict.fromkeys(_country(link, source) for link in links)),
        "cases": ", ".join(dict.fromkeys(link.case.number for link in links)),
        "columns": columns,
        "rows": rows,
        "lines": _lines(links, source, written),
        "facts": Fact.objects.values_of(FACTS, on),
        **_basis(kind, written),
        **written.text,
    }


def _basis(kind, written):
    """On what the letter itself stands, where its kind must say so."""
    if not SPECS[kind].names_basis:
        return {}
    given_on = date_format(written.consent_on, "j F Y") if written.consent_on else ""
    return {"stands_on": {"basis": written.stands_on, "date": given_on, "witness": written.consent_witness}}


def _addressee(written):
    return f"{written.to} {written.agency}".strip() if written.agency else written.to


def _secrecy(links, secrecy):
    """How fast stands beside how secret, as the most urgent of the cases demands."""
    pressing = PRESSING.get(min((link.case.urgency for link in links), default=""))
    return " / ".join(filter(None, (pressing, str(Secrecy(secrecy).label))))


def _country(link, source):
    return link.country_name if link.country else source.country_name


def _table(links, source, chosen):
    """One row for each person; a letter that names nobody has none."""
    if "nama" not in chosen:
        return [], []
    names = [name for name in FIELDS if name in chosen and FIELDS[name].group in PER_PERSON]
    persons = [link.person for link in links]
    known = {name: _by_person(FIELDS[name], source, persons) for name in names}
    with_country = "negara" in chosen
    columns = ["No.", *(FIELDS[name].label for name in names), *(["Negara"] if with_country else [])]
    rows = [
        [
            str(position),
            *("; ".join(known[name].get(link.person_id, ())) or UNKNOWN for name in names),
            *([_country(link, source)] if with_country else []),
        ]
        for position, link in enumerate(links, 1)
    ]
    return columns, rows


def _by_person(field, source, persons):
    found = {}
    for person, value in values_of(field, source, persons):
        if value:
            found.setdefault(person.pk, []).append(value)
    return found


def _lines(links, source, written):
    """What is not of one cell: places, what happened, whom to ring, how they are. [label, value]."""
    found = []
    for name, field in FIELDS.items():
        if name not in written.chosen or field.group in PER_PERSON or name == "negara":
            continue
        values = (
            _places(links, source) if name == "tempat" else values_of(field, source, [link.person for link in links])
        )
        for whose, value in values:
            if value:
                found.append([f"{field.label} ({whose.name})" if whose else field.label, value])
    return found + ([["Keadaan kesehatan", written.health]] if written.health else [])


def _places(links, source):
    told = [link for link in links if may_tell_place(Door.LETTER, link.status)]
    own = [(link.person, link.place) for link in told if link.place]
    return own or [(None, source.place) for _ in told[:1]]


def persons_of(source, actor):
    """Whom a letter may speak of: those of the case or the group this reader sees, by name."""
    link = "case" if hasattr(source, "reporter_name") else "group"
    rows = CasePerson.objects.visible_to(actor).filter(**{link: source}).select_related("person", "case")
    return rows.order_by("person__name", "pk")
