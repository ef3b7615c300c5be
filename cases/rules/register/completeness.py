"""How much we know of a person who was entered: a score, what is missing, who is asked for it, and where.

Never a reason to refuse. OF_PERSON and OF_JOURNEY say what ought to be known, `asked_of` alone whose task it is.
"""

from collections import defaultdict
from collections.abc import Callable
from functools import reduce
from operator import or_
from typing import NamedTuple

from django.db.models import Exists, F, OuterRef, Prefetch, Q
from django.db.models.functions import Length
from django.db.models.lookups import Exact

from accounts.models import Role
from cases.models import Contact, Document, Journey, Restriction
from cases.rules.day import Link
from cases.rules.paging import MOST
from cases.rules.register import field_link
from cases.rules.register.field_link import Form
from cases.states.journey import CHECKED, OWN, PAPERS_DONE_WITH, JourneyStatus
from cases.values.choices import DocumentKind, NoNikReason, Relation, Scheme
from lib.some_of import some_of

IDENTITY_PAPERS = (DocumentKind.KTP, DocumentKind.KK)
LETTERS = "cases.issue_letter"
SOONEST = (F("planned_on").asc(nulls_last=True), "status_since", "pk")
NAMED = 4  # of what is missing, in a list of many people
ENOUGH = 100  # nobody counts further on a card


class Known(NamedTuple):
    """What hangs on a person; `journey` is the newest, or None."""

    person: object
    journey: Journey | None
    contacts: list
    documents: list


class Gap(NamedTuple):
    """Something that ought to be known: how a program sees that it is, and how the database sees that it is not."""

    label: str
    form: Form
    field: str
    is_known: Callable
    lacking: Q  # of a journey
    may_follow: bool = False  # an RT may still add it after the kelurahan has checked who it is: it overwrites nothing
    needs: str = ""  # the right to fill it in, where not everybody has it who corrects an entry
    since_check: bool = False  # nobody is asked for it before


class Completeness(NamedTuple):
    score: int  # percent
    gaps: list

    @property
    def missing(self):
        return [gap.label for gap in self.gaps]

    @property
    def missing_in_short(self):
        return some_of(self.missing, NAMED)


def _has(model, **which):
    return Exists(model.objects.filter(person=OuterRef("person"), **which))


def _no_paper(*kinds):
    return Q(~_has(Document, kind__in=kinds))


def _of_person(label, field, **more):
    empty = None if field == "birth_date" else ""
    return Gap(
        label, Form.PERSON, field, lambda known: getattr(known.person, field), Q(**{f"person__{field}": empty}), **more
    )


def _of_journey(label, field, empty="", **more):
    return Gap(
        label, Form.JOURNEY, field, lambda known: getattr(known.journey, field) != empty, Q(**{field: empty}), **more
    )


def _of_letter(kind):
    """Two papers that only the kelurahan writes (UU 18/2017 art. 13)."""
    slug = kind.lower().replace("_", "-")
    return Gap(
        kind.label,
        Form.LETTER,
        slug,
        lambda known: any(paper.kind == kind for paper in known.documents),
        _no_paper(kind),
        needs=LETTERS,
        since_check=True,
    )


OF_PERSON = (
    Gap(
        "NIK",
        Form.PERSON,
        "nik",
        lambda known: known.person.nik or known.person.no_nik_reason not in ("", NoNikReason.BELUM_DITANYA),
        Q(person__nik_index=None, person__no_nik_reason__in=("", NoNikReason.BELUM_DITANYA)),
    ),
    _of_person("jenis kelamin", "sex", may_follow=True),
    _of_person("tanggal lahir", "birth_date"),
    _of_person("alamat", "address", may_follow=True),
    Gap(
        "nomor HP warga",
        Form.CONTACT,
        "phone",
        lambda known: any(c.phone and c.relation == Relation.DIRI_SENDIRI for c in known.contacts),
        Q(~_has(Contact, phone__isnull=False, relation=Relation.DIRI_SENDIRI)),
        may_follow=True,
    ),
    Gap(
        "keluarga yang bisa dihubungi",
        Form.CONTACT,
        "relation",
        lambda known: any(c.relation != Relation.DIRI_SENDIRI for c in known.contacts),
        Q(~Exists(Contact.objects.filter(person=OuterRef("person")).exclude(relation=Relation.DIRI_SENDIRI))),
        may_follow=True,
    ),
    Gap(
        "KTP atau KK",
        Form.PAPER,
        "kind",
        lambda known: any(paper.kind in IDENTITY_PAPERS for paper in known.documents),
        _no_paper(*IDENTITY_PAPERS),
        may_follow=True,
    ),
)
OF_JOURNEY = (
    _of_journey("negara tujuan", "country"),
    _of_journey("pekerjaan", "job"),
    Gap(
        "siapa yang menawarkan",
        Form.JOURNEY,
        "offerer_kind",
        lambda known: known.journey.offered_by or known.journey.offerer_kind,
        Q(Exact(Length("offered_by"), 0), offerer_kind=""),
    ),
    _of_journey("jalur berangkat", "scheme", Scheme.TIDAK_DIKETAHUI),
    _of_journey("visa", "visa"),
    Gap(
        "tanggal berangkat",
        Form.JOURNEY,
        "planned_on",
        lambda known: known.journey.planned_on or known.journey.departed_on,
        Q(planned_on=None, departed_on=None),
    ),
    _of_journey("pemberi kerja", "employer", since_check=True),
    _of_letter(DocumentKind.IZIN_KELUARGA),
    _of_letter(DocumentKind.STATUS_KAWIN),
)


def of(person, journey, contacts, documents):
    """Rate an entry by its newest journey (None where there is none) and what hangs on the person."""
    expected = expected_at(journey.status if journey else "")
    known = Known(person, journey, contacts, documents)
    gaps = [gap for gap in expected if not gap.is_known(known)]
    return Completeness(round(100 * (len(expected) - len(gaps)) / len(expected)), gaps)


def expected_at(status):
    """What ought to be known of somebody whose newest journey stands there; '' without one."""
    of_journey = OF_JOURNEY if status else ()
    return [gap for gap in (*OF_PERSON, *of_journey) if status in CHECKED or not gap.since_check]


def asked_of(actor, gaps, status):
    """Those of the gaps this actor is asked to fill, where the newest journey stands there.

    Until the kelurahan has checked an entry, whoever corrects it fills in all; then RT and RW add what overwrites
    nothing, and the kelurahan the rest. Of who is home or stays nothing is asked.
    """
    if status in ("", *PAPERS_DONE_WITH):
        return []
    is_below = actor.role in (Role.RT, Role.RW) and status not in OWN
    return [gap for gap in gaps if (gap.may_follow or not is_below) and (not gap.needs or actor.has_perm(gap.needs))]


def links(found, person, journey, actor):
    """To each box that this actor is asked to fill."""
    asked = asked_of(actor, found.gaps, journey.status if journey else "")
    return [Link(gap.label, field_link.address(gap.form, gap.field, person, journey)) for gap in asked]


def lacking(journeys, actor, statuses=JourneyStatus):
    """Those of some journeys that stand there and in which this actor is asked for something: `asked_of`, of all."""
    wanted = defaultdict(list)
    for status in statuses:
        wanted[tuple(gap.label for gap in asked_of(actor, expected_at(status), status))].append(status)
    gaps = (*OF_JOURNEY, *OF_PERSON)  # what the row itself says first: most are found by that alone
    found = [
        Q(status__in=alike) & reduce(or_, (gap.lacking for gap in gaps if gap.label in labels))
        for labels, alike in wanted.items()
        if labels
    ]
    return journeys.filter(reduce(or_, found))


def waiting(actor):
    """Whom the kelurahan has checked and who has not left, with something missing; who leaves soonest first.

    Of a thousand who leave soonest: the others have time. Their keys are asked first, so that paging does not look for
    them again.
    """
    soonest = list(_checked(actor).order_by(*SOONEST).values_list("pk", flat=True)[:MOST])
    return _with_gaps(Journey.objects.filter(pk__in=soonest), actor).order_by(*SOONEST)


def some_waiting(actor):
    """As many of them as a card tells, and one more."""
    some = _with_gaps(_checked(actor), actor).order_by().values("pk")[: ENOUGH + 1]
    return Journey.objects.filter(pk__in=some)


def in_short(count):
    """The number of `some_waiting` where there is little room."""
    return f"{ENOUGH}+" if count > ENOUGH else str(count)


def _checked(actor):
    return Journey.objects.visible_to(actor).filter(status__in=CHECKED)


def _with_gaps(journeys, actor):
    restricted = Restriction.objects.standing().filter(person=OuterRef("person"))
    return lacking(journeys.filter(~Exists(restricted)).latest(), actor, CHECKED)


def with_what_is_there(journeys):
    """Loads with some journeys what `of` asks for."""
    papers = Prefetch("person__documents", Document.objects.only("person_id", "kind"))
    return journeys.select_related("person__territory").prefetch_related(papers, "person__contacts")


def of_journey(journey):
    """Of one loaded with what is there, the newest of its person."""
    person = journey.person
    return of(person, journey, person.contacts.all(), person.documents.all())
