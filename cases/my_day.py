"""What waits for whom: one short page per office, the most pressing first. A successor finds all of it."""

from datetime import timedelta
from typing import NamedTuple

from django.urls import reverse
from django.utils.timezone import localtime

from accounts.models import Assignment, Role
from cases import case_list, relocation, totals
from cases.masking import name_for
from cases.models import Case, Coordination, Document, Journey, NikConflict, NikQuestion, Person
from cases.paging import capped_counts, short
from cases.states.case import CaseStatus
from cases.states.coordination import WAITING_FOR_AGENCY, CoordinationStatus
from cases.states.journey import JourneyStatus

SHOWN = 5
SUBJECT = "NIK yang tercatat dua kali"
SOON = timedelta(days=90)


class Link(NamedTuple):
    label: str
    url: str


class Card(NamedTuple):
    label: str
    number: str
    url: str
    tone: str = "info"


class Row(NamedTuple):
    label: str
    url: str
    detail: str
    is_late: bool = False


class Section(NamedTuple):
    title: str
    rows: list
    nothing: str


class Day(NamedTuple):
    deed: Link | None = None
    cards: list = []
    sections: list = []
    places: list = []
    note: str = ""


def my_day(actor, on):
    if actor is None:
        return Day(note="Akun Anda belum memegang jabatan. Hubungi kelurahan atau administrator.")
    return DAYS[actor.role](actor, on)


def neighbourhood(actor, on):
    # Whoever held the office: their keys first, or the database walks the whole register backwards.
    holders = list(Assignment.objects.filter(office=actor.office_id).values_list("pk", flat=True))
    newest = Person.objects.visible_to(actor).filter(registered_by__in=holders).order_by("-pk")
    returned = _journeys(actor, JourneyStatus.PERLU_PERBAIKAN)
    questions = NikQuestion.objects.visible_to(actor).unanswered().order_by("asked_at")
    asked = [Row(SUBJECT, q.get_absolute_url(), f"{q.question} · {_day(q.asked_at)}") for q in questions[:SHOWN]]
    return Day(
        deed=Link("Daftarkan warga", reverse("cases:register")),
        sections=[
            *_if_any("Pertanyaan untuk Anda", asked),
            Section("Dikembalikan, perlu diperbaiki", _people(actor, returned), "Tidak ada yang perlu diperbaiki."),
            Section(
                "Terakhir Anda data",
                [Row(person.name, person.get_absolute_url(), person.number) for person in newest[:SHOWN]],
                "Belum ada. Mulai dari warga yang ingin atau sedang bekerja di luar negeri.",
            ),
        ],
    )


def kelurahan(actor, on):
    waiting = _journeys(actor, JourneyStatus.TERDATA_RT)
    returned = _journeys(actor, JourneyStatus.PERLU_PERBAIKAN)
    conflicts = NikConflict.objects.visible_to(actor).open()
    papers = Document.objects.visible_to(actor).in_use().filter(expires_on__range=(on, on + SOON))
    contracts = Journey.objects.visible_to(actor).under_contract().filter(contract_ends_on__range=(on, on + SOON))
    answers = NikQuestion.objects.visible_to(actor).answered().select_related("conflict").order_by("answered_at")
    told = [Row(SUBJECT, a.conflict.get_absolute_url(), f"{a.answer} · {_day(a.answered_at)}") for a in answers[:SHOWN]]
    moving = [
        Row(relocation.name_for(move, actor), move.get_absolute_url(), _moving(move))
        for move in relocation.news_for(actor, on)[:SHOWN]
    ]
    numbers = [short(count) for count in capped_counts(waiting, conflicts, returned, papers, contracts)]
    people = reverse("cases:people")
    return Day(
        cards=[
            Card("Menunggu diperiksa", numbers[0], f"{people}?status={JourneyStatus.TERDATA_RT}", "warn"),
            Card("NIK bentrok", numbers[1], reverse("cases:nik_conflicts"), "danger"),
            Card("Dikembalikan ke RT", numbers[2], f"{people}?status={JourneyStatus.PERLU_PERBAIKAN}"),
            Card("Dokumen habis dalam 90 hari", numbers[3], reverse("cases:reminders")),
            Card("Kontrak habis dalam 90 hari", numbers[4], reverse("cases:reminders")),
        ],
        sections=[
            *_if_any("RT sudah menjawab", told),
            *_if_any("Pindahan antarkelurahan", moving),
            Section("Paling lama menunggu diperiksa", _people(actor, waiting), "Semua sudah diperiksa."),
            Section("Dokumen akan habis", _papers(papers), "Tidak ada dalam 90 hari ke depan."),
        ],
    )


def disnaker(actor, on):
    doubles = NikConflict.objects.visible_to(actor).open().across_kelurahan()
    abroad, unsure, undecided = capped_counts(totals.abroad(), totals.unsure(), doubles)
    found = short(abroad) + (f" ± {short(unsure)}" if unsure else "")
    cards = [Card(c.label, c.number, f"{reverse('cases:list')}?{c.query}", c.tone) for c in case_list.counts(actor, on)]
    return Day(
        cards=[
            *cards,
            Card("Warga di luar negeri", found, reverse("cases:people")),
            Card("NIK bentrok antarkelurahan", short(undecided), reverse("cases:nik_conflicts"), "warn"),
        ],
        sections=[*_if_any("Kasus yang Anda pegang", _in_hand(actor, on)), _urgent(actor), _late(actor, on)],
    )


def kadis(actor, on):
    asked = Coordination.objects.visible_to(actor).filter(status=CoordinationStatus.DIAJUKAN)
    closing = Case.objects.visible_to(actor).filter(status=CaseStatus.USUL_TUTUP).order_by("status_since")
    rows = [*_coordinations(asked.order_by("status_since"), on), *_cases(closing)]
    day = disnaker(actor, on)
    approval = Section("Menunggu persetujuan Anda", rows, "Tidak ada yang menunggu Anda.")
    left = Case.objects.visible_to(actor).open().urgent().left_behind(on).order_by("urgency", "status_since")
    orphans = [row._replace(is_late=True) for row in _cases(left)]
    sections = [*_if_any("P1 dan P2 tanpa penanggung jawab", orphans), approval, *day.sections]
    return day._replace(sections=sections)


def dinsos(actor, on):
    cases = Case.objects.visible_to(actor).open().order_by("urgency", "status_since")
    return Day(sections=[Section("Kasus yang melibatkan Anda", _cases(cases), "Belum ada kasus untuk Anda.")])


def bp3mi(actor, on):
    mine = Coordination.objects.visible_to(actor)
    unread = mine.filter(status=CoordinationStatus.DIKIRIM).order_by("due_on")
    running = mine.filter(status__in=WAITING_FOR_AGENCY).exclude(status=CoordinationStatus.DIKIRIM).order_by("due_on")
    asked = mine.filter(status=CoordinationStatus.PERLU_DATA).order_by("status_since")
    return Day(
        sections=[
            Section("Baru, belum dinyatakan diterima", _coordinations(unread, on), "Semua sudah diterima."),
            Section("Kabar Anda ditunggu", _coordinations(running, on), "Tidak ada yang menunggu kabar Anda."),
            Section("Menunggu kelengkapan dari Pangkalpinang", _coordinations(asked, on), "Tidak ada."),
        ]
    )


def aggregates(actor, on):
    return Day(
        cards=[Card(label, number, "") for label, number in totals.headlines(actor, on)],
        places=totals.by_place(actor.territory),
        note="Angka kecil disamarkan supaya tidak ada orang yang bisa dikenali.",
    )


def editorial(actor, on):
    return Day(deed=Link("Buka ruang edukasi", "/cms/"))


def administrator(actor, on):
    note = "Data warga dan kasus tidak bisa dilihat dari akun ini."
    return Day(deed=Link("Kelola akun", "/pengaturan/akun/"), note=note)


def volunteer(actor, on):
    return Day(
        note="Terima kasih sudah ikut menjaga warga. Kalau ada yang butuh bantuan, hubungi ketua RT atau kelurahan."
    )


DAYS = {
    Role.RT: neighbourhood,
    Role.RW: neighbourhood,
    Role.KELURAHAN: kelurahan,
    Role.KECAMATAN: aggregates,
    Role.WALIKOTA: aggregates,
    Role.DISNAKER: disnaker,
    Role.KADIS: kadis,
    Role.DINSOS: dinsos,
    Role.BP3MI: bp3mi,
    Role.REDAKSI: editorial,
    Role.PENULIS: editorial,
    Role.ADMIN: administrator,
    Role.KADER: volunteer,
    Role.SISTEM: volunteer,
}


def _if_any(title, rows):
    """A section that is there only on days that need it."""
    return [Section(title, rows, "")] if rows else []


def _day(moment):
    return f"{localtime(moment):%d/%m/%Y}"


def _journeys(actor, status):
    """The longest waiting first."""
    return Journey.objects.visible_to(actor).filter(status=status).order_by("status_since")


def _people(actor, journeys):
    return [
        Row(
            name_for(actor, j.person),
            j.get_absolute_url(),
            f"{j.country_name} · sejak {_day(j.status_since)}",
        )
        for j in journeys.select_related("person")[:SHOWN]
    ]


def _moving(move):
    if move.is_waiting:
        return f"menunggu Anda terima, sejak {_day(move.asked_at)}"
    return f"tidak diterima kelurahan tujuan, {_day(move.decided_at)}"


def _papers(papers):
    return [
        Row(
            paper.person.name,
            paper.person.get_absolute_url(),
            f"{paper.get_kind_display()} {paper.expires_on:%d/%m/%Y}",
        )
        for paper in papers.select_related("person").order_by("expires_on")[:SHOWN]
    ]


def _in_hand(actor, on):
    """The own cases, and those an earlier holder of the office left, which nobody else will ask about."""
    cases = Case.objects.visible_to(actor).open().in_hand_of(actor, on).select_related("handler__user")
    rows = []
    for case in cases.order_by("urgency", "status_since")[:SHOWN]:
        left = "" if case.handler_id == actor.pk else f" · dari {case.handler.user}"
        detail = f"{case.neutral_category}, {case.country_name}{left}"
        rows.append(Row(f"{case.number} · {case.urgency}", case.get_absolute_url(), detail, bool(left)))
    return rows


def _urgent(actor):
    urgent = Case.objects.visible_to(actor).open().urgent()
    return Section("P1 dan P2 terbuka", _cases(urgent.order_by("urgency", "status_since")), "Tidak ada.")


def _late(actor, on):
    late = Coordination.objects.visible_to(actor).overdue(on).order_by("due_on")
    return Section("Jawaban instansi terlambat", _coordinations(late, on), "Tidak ada yang terlambat.")


def _cases(cases):
    return [
        Row(f"{case.number} · {case.urgency}", case.get_absolute_url(), f"{case.neutral_category}, {case.country_name}")
        for case in cases[:SHOWN]
    ]


def _coordinations(coordinations, on):
    rows = coordinations.select_related("case", "agency")[:SHOWN]
    return [
        Row(f"{link.case.number} · {link.case.urgency}", link.get_absolute_url(), _waiting(link), link.is_late(on))
        for link in rows
    ]


def _waiting(link):
    until = f", ditunggu sampai {link.due_on:%d/%m/%Y}" if link.due_on else ""
    return f"{link.agency}: {link.get_status_display()}{until}"
