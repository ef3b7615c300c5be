"""What has become of a report, as its reporter reads it: what is done, who has it, when he hears next.

Of the case, of each person he told about, and of each office that was asked; the words are `cases.states.telling`'s.
"""

from typing import NamedTuple

from django.db.models import Max, OuterRef, Subquery
from django.utils.timezone import localdate, localtime

from accounts.models import Agency
from cases.models import CasePerson, Coordination, Deadline, Report, ReportMessage
from cases.rules.clocks import holiday
from cases.rules.clocks.deadline_parameter import parameters
from cases.rules.families.told_about import told_about
from cases.states import telling
from cases.states.case import CaseStatus
from cases.states.case_person import WITH_FAMILY
from cases.states.coordination import WAITING_FOR_AGENCY
from cases.states.deadline import DeadlineCode
from cases.states.report import ReportStatus
from cases.states.telling import CITY
from cases.values.clock_run import HOURS, Run, due_at

# Whom a family may read that we asked. That the police were asked warns the reporter who is the one she fled from.
NAMED = frozenset({Agency.Kind.BP3MI, Agency.Kind.KP2MI, Agency.Kind.KEMLU, Agency.Kind.PERWAKILAN})
ANOTHER = "kantor lain"
WITHHELD = (
    "Saat ini kabar penanganan tidak bisa kami tampilkan di sini. Laporan Anda tetap ada pada kami, dan Anda tetap "
    "bisa menulis pesan. Untuk penjelasan, datanglah ke kantor Disnaker dengan membawa KTP."
)
LATE = "Kabar dari kami terlambat. Maaf. Teleponlah Disnaker, atau tulis pesan di bawah."
AWAITED_UNTIL, OVERDUE = "kami menunggu jawabannya sampai {:%d/%m/%Y}", "jawabannya terlambat, dan kami menagihnya"
MOST_PERSONS = 300


class Line(NamedTuple):
    """Of one person, or of one office that was asked."""

    done: str
    holder: str = ""
    next: str = ""


class News(NamedTuple):
    """What is done, who has it, and when the family hears next; empty where there is nothing to say."""

    done: str
    holder: str = ""
    next: str = ""
    is_late: bool = False
    lines: tuple = ()


class Ground(NamedTuple):
    """What all reports of one case are told from; asked once for all of them. `last_words` by the key of a report."""

    links: list
    asked: list
    lengths: dict
    closed: frozenset
    last_words: dict


def ground_of(case, reports):
    """`case` is None where a report belongs to none yet."""
    links = asked = ()
    if case:
        links = CasePerson.objects.filter(case=case).select_related("person").order_by("pk")[:MOST_PERSONS]
        asked = Coordination.objects.filter(case=case).select_related("agency").order_by("pk")
    return Ground(list(links), list(asked), parameters(), holiday.closed_days(), _last_words(reports) if case else {})


def news_of(report, now, ground=None):
    """`ground` is that of its case, where it is known already."""
    if report.is_withheld:
        return News(WITHHELD)
    if report.status == ReportStatus.SELESAI:
        return News("Laporan ini sudah selesai kami periksa. Kalau ada kabar baru, tulislah pesan di bawah.")
    ground = ground or ground_of(report.case, [report])
    if report.case is None:
        return _before_case(report, now, ground)
    mine = told_about(report, ground.links)
    if report.case.status == CaseStatus.DITUTUP:
        return News(
            telling.CASE[report.case.status], lines=_once(Line(telling.PERSON[link.status].done) for link in mine)
        )
    holder = _holder_of_case(ground.links, ground.asked)
    since = max(filter(None, [report.received_at, report.case.status_since, *ground.last_words[report.pk]]))
    clock = DeadlineCode.KABAR_KELUARGA, report.case.urgency
    news = _until(telling.CASE[report.case.status], holder, since, clock, now, ground)
    promise = "" if news.is_late else news.next
    persons = (_of_person(telling.PERSON[link.status], holder, promise) for link in mine)
    offices = (_of_office(link, promise, localdate(now)) for link in ground.asked)
    return news._replace(lines=_once([*persons, *offices]))


def _once(lines):
    """Two persons of one name, or two offices without one, are one sentence where they say the same."""
    return tuple(dict.fromkeys(lines))


def _of_person(told, holder, promise):
    return Line(told.done, told.holder or holder, told.next or promise)


def _of_office(link, promise, on):
    name = link.agency.name if link.agency.kind in NAMED else ANOTHER
    done = telling.COORDINATION[link.status].format(office=name)
    if link.status in WAITING_FOR_AGENCY and link.due_on:
        promise = AWAITED_UNTIL.format(link.due_on) if link.due_on >= on else OVERDUE
    return Line(done, _holder(link) or CITY, promise)


def _holder(link):
    """Who has it, by a name that a family may read."""
    is_hidden = link.agency.kind not in NAMED and link.holder == link.agency.name
    return ANOTHER if is_hidden else link.holder


def _holder_of_case(links, asked):
    """The city, and who holds the ball outside: nobody any more once all are back with their families."""
    is_over = bool(links) and all(link.status in WITH_FAMILY for link in links)
    waiting = [] if is_over else [_holder(link) for link in asked if link.status in WAITING_FOR_AGENCY]
    awaited = " dan ".join(dict.fromkeys(waiting))
    return f"{CITY}, menunggu kabar {awaited}" if awaited else CITY


def _before_case(report, now, ground):
    done, holder = "Laporan Anda sudah kami terima.", f"Petugas piket {CITY}"
    return _until(done, holder, report.received_at, (DeadlineCode.LAPORAN_DIBACA, report.urgency), now, ground)


def _until(done, holder, since, clock, now, ground):
    """The date by the same lengths and calendar as the officers' clocks; none where the head set no deadline."""
    length = ground.lengths[clock]
    if length.amount is None:
        return News(done, holder)
    moment = due_at(Run(since), length.amount, length.unit, ground.closed)
    if moment < now:
        return News(done, holder, LATE, is_late=True)
    text = "%d/%m/%Y pukul %H.%M WIB" if length.unit == HOURS else "%d/%m/%Y"
    return News(done, holder, f"paling lambat {localtime(moment):{text}}")


def with_last_words(reports):
    """A query of reports that brings along when each family last heard from us: a message (`wrote_at`), or a call that
    an officer noted (`rung_at`); beside them the step of the case.

    Never a step of the person: the date would say when he arrived.
    """
    said = ReportMessage.objects.filter(report=OuterRef("pk")).exclude(by=None).order_by().values("report")
    rung = Deadline.objects.filter(case=OuterRef("case"), code=DeadlineCode.KABAR_KELUARGA).order_by("due_at", "pk")
    return reports.annotate(
        wrote_at=Subquery(said.annotate(last=Max("sent_at")).values("last")),
        rung_at=Subquery(rung.values("started_at")[:1]),
    )


def _last_words(reports):
    if not all(hasattr(report, "wrote_at") for report in reports):
        reports = with_last_words(Report.objects.filter(pk__in=[report.pk for report in reports]).only("pk"))
    return {report.pk: (report.wrote_at, report.rung_at) for report in reports}
