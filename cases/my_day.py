"""What waits for whom: one short page per office, the most pressing first. A successor finds all of it."""

from datetime import timedelta

from django.urls import reverse

from accounts.models import Role
from cases import case_list, deadline_day, own_entries, relocation, totals
from cases.day import SHOWN, Card, Day, Link, Row, Section, day_of, if_any
from cases.masking import name_for
from cases.models import Case, Coordination, Document, Journey, NikConflict, NikQuestion, RegistrationDraft, Visit
from cases.models.registration_draft import NOTICE
from cases.paging import capped_counts, short
from cases.states.case import CaseStatus
from cases.states.coordination import WAITING_FOR_AGENCY, CoordinationStatus
from cases.states.journey import JourneyStatus

SUBJECT = "NIK yang tercatat dua kali"
SOON = timedelta(days=90)


def my_day(actor, on):
    if actor is None:
        return Day(note="Akun Anda belum memegang jabatan. Hubungi kelurahan atau administrator.")
    return DAYS[actor.role](actor, on)


def neighbourhood(actor, on):
    newest = own_entries.with_what_is_there(own_entries.entered_by_office(actor), actor)[:SHOWN]
    returned = _journeys(actor, JourneyStatus.PERLU_PERBAIKAN)
    questions = NikQuestion.objects.visible_to(actor).unanswered().order_by("asked_at")
    asked = [Row(SUBJECT, q.get_absolute_url(), f"{q.question} · {day_of(q.asked_at)}") for q in questions[:SHOWN]]
    return Day(
        deed=Link("Daftarkan warga", reverse("cases:register")),
        sections=[
            *if_any("Pertanyaan untuk Anda", asked),
            *_drafts(actor, on),
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
    waiting = _journeys(actor, JourneyStatus.TERDATA_RT)
    returned = _journeys(actor, JourneyStatus.PERLU_PERBAIKAN)
    conflicts = NikConflict.objects.visible_to(actor).open()
    papers = Document.objects.visible_to(actor).in_use().filter(expires_on__range=(on, on + SOON))
    contracts = Journey.objects.visible_to(actor).under_contract().filter(contract_ends_on__range=(on, on + SOON))
    answers = NikQuestion.objects.visible_to(actor).answered().select_related("conflict").order_by("answered_at")
    told = [
        Row(SUBJECT, a.conflict.get_absolute_url(), f"{a.answer} · {day_of(a.answered_at)}") for a in answers[:SHOWN]
    ]
    moving = [
        Row(relocation.name_for(move, actor), move.get_absolute_url(), _moving(move))
        for move in relocation.news_for(actor, on)[:SHOWN]
    ]
    visits = Visit.objects.visible_to(actor).open()
    numbers = [short(count) for count in capped_counts(waiting, conflicts, returned, papers, contracts, visits)]
    people = reverse("cases:people")
    return Day(
        deed=Link("Daftarkan warga", reverse("cases:register")),
        cards=[
            Card("Menunggu diperiksa", numbers[0], f"{people}?status={JourneyStatus.TERDATA_RT}", "warn"),
            Card("NIK bentrok", numbers[1], reverse("cases:nik_conflicts"), "danger"),
            Card("Keluarga perlu dikunjungi", numbers[5], reverse("cases:visits"), "warn"),
            Card("Dikembalikan ke RT", numbers[2], f"{people}?status={JourneyStatus.PERLU_PERBAIKAN}"),
            Card("Dokumen habis dalam 90 hari", numbers[3], reverse("cases:reminders")),
            Card("Kontrak habis dalam 90 hari", numbers[4], reverse("cases:reminders")),
        ],
        sections=[
            *if_any("RT sudah menjawab", told),
            *if_any("Pindahan antarkelurahan", moving),
            *_drafts(actor, on),
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
        deed=Link("Kasus baru", reverse("cases:open_case")),
        cards=[
            *cards,
            Card("Warga di luar negeri", found, reverse("cases:people")),
            Card("NIK bentrok antarkelurahan", short(undecided), reverse("cases:nik_conflicts"), "warn"),
        ],
        sections=[
            *if_any("Kasus yang Anda pegang", _in_hand(actor, on)),
            *deadline_day.sections(actor, on),
            _urgent(actor),
            _late(actor, on),
            *_drafts(actor, on),
        ],
    )


def kadis(actor, on):
    asked = Coordination.objects.visible_to(actor).filter(status=CoordinationStatus.DIAJUKAN)
    closing = Case.objects.visible_to(actor).filter(status=CaseStatus.USUL_TUTUP).order_by("status_since")
    rows = [*_coordinations(asked.order_by("status_since"), on), *_cases(closing)]
    day = disnaker(actor, on)
    approval = Section("Menunggu persetujuan Anda", rows, "Tidak ada yang menunggu Anda.")
    left = Case.objects.visible_to(actor).open().urgent().left_behind(on).order_by("urgency", "status_since")
    orphans = [row._replace(is_late=True) for row in _cases(left)]
    sections = [*if_any("P1 dan P2 tanpa penanggung jawab", orphans), approval, *day.sections]
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
    note = "Di ruang edukasi Anda menulis dan memperbarui bacaan untuk warga, juga halaman nomor darurat."
    return Day(deed=Link("Buka ruang edukasi", "/cms/"), note=note)


def administrator(actor, on):
    note = "Data warga dan kasus tidak bisa dilihat dari akun ini."
    return Day(deed=Link("Kelola akun", "/pengaturan/akun/"), note=note)


def volunteer(actor, on):
    note = "Terima kasih sudah ikut menjaga warga. Kalau ada yang butuh bantuan, hubungi ketua RT atau kelurahan."
    return Day(deed=Link("Buka bahan edukasi", "/edukasi/"), note=note)


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


def _top(rows):
    """The first few. Chosen by their keys, so that what is read with them is not looked up for all the others."""
    first = rows.values("pk")[:SHOWN]
    return rows.model.objects.filter(pk__in=first).order_by(*rows.query.order_by)


def _journeys(actor, status):
    """The longest waiting first."""
    return Journey.objects.visible_to(actor).filter(status=status).order_by("status_since")


def _entry(person):
    """An own entry and what is still missing in it."""
    score, missing = own_entries.completeness_of(person)
    lacks = f", kurang: {', '.join(missing)}" if missing else ""
    return Row(person.name, person.get_absolute_url(), f"{person.number} · lengkap {score}%{lacks}")


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


def _people(actor, journeys):
    return [
        Row(
            name_for(actor, j.person),
            j.get_absolute_url(),
            f"{j.country_name} · sejak {day_of(j.status_since)}",
        )
        for j in _top(journeys).select_related("person")
    ]


def _returned(actor, journeys):
    """What has to be repaired stands beside the name."""
    return [
        Row(
            name_for(actor, journey.person),
            journey.get_absolute_url(),
            next((change.note for change in journey.history.all()), ""),
        )
        for journey in journeys.select_related("person").prefetch_related("history")[:SHOWN]
    ]


def _moving(move):
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
        for paper in _top(papers.order_by("expires_on")).select_related("person")
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
    return [
        Row(f"{link.case.number} · {link.case.urgency}", link.get_absolute_url(), _waiting(link), link.is_late(on))
        for link in _top(coordinations).select_related("case", "agency")
    ]


def _waiting(link):
    until = f", ditunggu sampai {link.due_on:%d/%m/%Y}" if link.due_on else ""
    return f"{link.agency}: {link.get_status_display()}{until}"
