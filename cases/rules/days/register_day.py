"""The days of those who keep the register: heads of RT and RW, and the kelurahan."""

from datetime import timedelta

from django.db.models import OuterRef, Subquery
from django.urls import reverse

from accounts import confirmation
from cases.models import (
    Document,
    DuplicatePair,
    Journey,
    JourneyChange,
    NikConflict,
    RegistrationDraft,
    Visit,
)
from cases.models.registration_draft import NOTICE
from cases.rules.day import SHOWN, Card, Day, Link, Row, Section, day_of, if_any, top
from cases.rules.days import confirmation_day
from cases.rules.masking import name_for
from cases.rules.paging import counts_by_name, short
from cases.rules.register import completeness, feedback, nil_report, own_entries, questions, relocation, verification
from cases.rules.returns import after_return
from cases.states.journey import JourneyStatus

SOON = timedelta(days=90)
MOST_RTS = 30
FROM_RTS = "Kabar dari RT bulan ini"
TO_COMPLETE = "Data perlu dilengkapi"
LAST_NOTE = Subquery(JourneyChange.objects.filter(subject=OuterRef("pk")).order_by("-recorded_at").values("note")[:1])


def neighbourhood(actor, on):
    office = nil_report.with_what_was_told(actor, on)
    newest = own_entries.with_what_is_there(own_entries.entered_by_office(actor, office.holders), actor)[:SHOWN]
    returned = _journeys(actor, JourneyStatus.PERLU_PERBAIKAN)
    return Day(
        deed=Link("Daftarkan warga", reverse("cases:register")),
        months=nil_report.own_months(office, on) if actor.has_perm("cases.report_nil") else [],
        followed=feedback.in_words(office.steps),
        sections=[
            *if_any("Pertanyaan untuk Anda", questions.asked_of(actor)),
            *_drafts(actor, on),
            *_told_by_each(actor, on),
            Section("Dikembalikan, perlu diperbaiki", _returned(actor, returned), "Tidak ada yang perlu diperbaiki."),
            Section(
                "Terakhir Anda data",
                [_entry(person) for person in newest],
                "Belum ada. Mulai dari warga yang ingin atau sedang bekerja di luar negeri.",
                Link("Semua entri saya", reverse("cases:own_entries")),
            ),
        ],
    )


def kelurahan(actor, on):
    lists = _lists(actor, on)
    counts = counts_by_name(lists)
    return Day(
        deed=Link("Daftarkan warga", reverse("cases:register")),
        cards=[*confirmation_day.cards(counts["terms"]), *_cards(counts)],
        sections=[
            *(after_return.sections(actor, on) if counts["calls"] or counts["deeds"] else []),
            *if_any("RT sudah menjawab", questions.answered_to(actor)),
            *if_any("Pindahan antarkelurahan", _moving(actor, on)),
            *_drafts(actor, on),
            Section("Paling lama menunggu diperiksa", _waiting_people(lists["waiting"]), "Semua sudah diperiksa."),
            Section("Dokumen akan habis", _papers(lists["papers"]), "Tidak ada dalam 90 hari ke depan."),
            Section(FROM_RTS, _neighbourhoods(actor, on), "Belum ada RT di kelurahan ini."),
        ],
    )


def _lists(actor, on):
    """What the cards of a kelurahan count."""
    journeys, soon = Journey.objects.visible_to(actor), (on, on + SOON)
    return {
        "waiting": verification.queue(actor),
        "conflicts": NikConflict.objects.visible_to(actor).open(),
        "returned": _journeys(actor, JourneyStatus.PERLU_PERBAIKAN),
        "papers": Document.objects.visible_to(actor).in_use().filter(expires_on__range=soon),
        "contracts": journeys.under_contract().filter(contract_ends_on__range=soon),
        "visits": Visit.objects.visible_to(actor).open(),
        "pairs": DuplicatePair.objects.visible_to(actor).open(),
        "calls": after_return.visits(actor, on),
        "deeds": after_return.deeds(actor),
        "lacking": completeness.some_waiting(actor),
        "terms": confirmation.waiting(actor),
    }


def _cards(counts):
    number = {name: short(count) for name, count in counts.items()}
    returned = f"{reverse('cases:people')}?status={JourneyStatus.PERLU_PERBAIKAN}"
    return [
        Card("Menunggu diperiksa", number["waiting"], reverse("cases:verifications"), "warn"),
        Card("NIK tercatat dua kali", number["conflicts"], reverse("cases:nik_conflicts"), "danger"),
        Card(questions.MAYBE_TWICE, number["pairs"], reverse("cases:duplicates"), "warn"),
        Card("Keluarga perlu dikunjungi", number["visits"], reverse("cases:visits"), "warn"),
        Card(after_return.VISITS, number["calls"], reverse("cases:after_return"), "warn"),
        Card(TO_COMPLETE, completeness.in_short(counts["lacking"]), reverse("cases:incomplete")),
        Card("Dikembalikan ke RT", number["returned"], returned),
        Card("Dokumen habis dalam 90 hari", number["papers"], reverse("cases:reminders")),
        Card("Kontrak habis dalam 90 hari", number["contracts"], reverse("cases:reminders")),
    ]


def _journeys(actor, status):
    """The longest waiting first."""
    return Journey.objects.visible_to(actor).filter(status=status).order_by("status_since")


def _entry(person):
    """An own entry and what is still missing in it."""
    found = own_entries.completeness_of(person)
    lacks = f", kurang: {found.missing_in_short}" if found.gaps else ""
    return Row(person.name, person.get_absolute_url(), f"{person.number} · lengkap {found.score}%{lacks}")


def _drafts(actor, on):
    """Registrations the office has not sent yet, those about to be deleted first; no section where there are none."""
    drafts = RegistrationDraft.objects.visible_to(actor).written().order_by("expires_on", "pk")
    rows = [
        Row(
            draft.name or "Belum ada nama",
            reverse("cases:check_registration", args=[draft.pk]),
            f"dihapus {draft.expires_on:%d/%m/%Y}",
            draft.expires_on <= on + NOTICE,
        )
        for draft in drafts[:SHOWN]
    ]
    return if_any("Pendaftaran belum dikirim", rows)


def _waiting_people(journeys):
    return [
        Row(
            j.person.name,
            reverse("cases:verification", args=[j.pk]),
            f"{j.country_name} · sejak {day_of(j.status_since)}",
        )
        for j in top(journeys).select_related("person")
    ]


def _returned(actor, journeys):
    """What has to be repaired stands beside the name."""
    return [
        Row(
            name_for(actor, journey.person),
            journey.get_absolute_url(),
            journey.returned_because or "",
        )
        for journey in journeys.select_related("person").annotate(returned_because=LAST_NOTE)[:SHOWN]
    ]


def _neighbourhoods(actor, on):
    rows = nil_report.board(actor.territory, on.replace(day=1), on)
    told = sum(not row.told.is_silent for row in rows)
    detail = "yang mendata warga atau melapor nihil"
    return [Row(f"{told} dari {len(rows)} RT sudah memberi kabar", reverse("cases:nil_board"), detail)] if rows else []


def _told_by_each(actor, on):
    """For the head of an RW: each of his RTs by its number, silence as silence."""
    if not actor.has_perm("cases.view_nil_reports"):
        return []
    url = reverse("cases:nil_board")
    told = nil_report.board(actor.territory, on.replace(day=1), on)[:MOST_RTS]
    rows = [Row(row.place.name, url, row.in_words) for row in told]
    return [Section(FROM_RTS, rows, "Belum ada RT di RW ini.", Link("Bulan lalu dan pesan pengingat", url))]


def _moving(actor, on):
    return [
        Row(relocation.name_for(move, actor), move.get_absolute_url(), _stands(move))
        for move in relocation.news_for(actor, on)[:SHOWN]
    ]


def _stands(move):
    if move.is_waiting:
        return f"menunggu Anda terima, sejak {day_of(move.asked_at)}"
    return f"tidak diterima kelurahan tujuan, {day_of(move.decided_at)}"


def _papers(papers):
    return [
        Row(
            paper.person.name,
            paper.person.get_absolute_url(),
            f"{paper.get_kind_display()} {paper.expires_on:%d/%m/%Y}",
        )
        for paper in top(papers.order_by("expires_on")).select_related("person")
    ]
