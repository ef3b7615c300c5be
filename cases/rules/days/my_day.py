"""What waits for whom: one short page per office, the most pressing first. A successor finds all of it."""

from django.db.models import Value
from django.urls import reverse
from django.utils import timezone

from accounts import confirmation
from accounts.models import Role
from cases.models import (
    Case,
    CaseConflict,
    CaseLetter,
    Coordination,
    DuplicatePair,
    NikConflict,
    OfferQuestion,
)
from cases.rules.casework import case_list, case_team, need_to_know, satisfaction
from cases.rules.day import SHOWN, Card, Day, Link, Row, Section, day_of, if_any, top
from cases.rules.days import confirmation_day, deadline_day, offer_day, public_day, report_day, silence, totals
from cases.rules.days.register_day import kelurahan, neighbourhood
from cases.rules.paging import counts_by_name, short
from cases.rules.privacy import data_request
from cases.rules.register import questions
from cases.states.case import CaseStatus
from cases.states.case_letter import CaseLetterStatus
from cases.states.coordination import WAITING_FOR_AGENCY, CoordinationStatus

LATE = "Jawaban instansi terlambat, atau laporannya ditutup"
OF_OTHERS = "P1 dan P2 di tangan rekan"


def my_day(actor, on):
    if actor is None:
        return Day(note="Akun Anda belum memegang jabatan. Hubungi kelurahan atau administrator.")
    return DAYS[actor.role](actor, on)


def disnaker(actor, on):
    return _of_city(actor, on, _counts(actor, on))


def _of_city(actor, on, counts):
    return Day(
        deed=Link("Kasus baru", reverse("cases:open_case")),
        cards=_cards(counts),
        sections=[
            *report_day.sections(actor, counts["calling"]),
            *deadline_day.sections(actor, on),
            *offer_day.sections(actor, on, counts["offers"]),
            _late(actor, on),
            *if_any("Tautan balasan tanpa reaksi", silence.rows(actor, on)),
            *if_any("Kasus yang Anda pegang", _in_hand(actor, on)),
            *if_any("Anda tidak lagi dalam tim", _left_teams(actor)),
            *_urgent(actor, on),
        ],
    )


def _counts(actor, on):
    """What the cards tell, and which questions of the day need not be asked; one question for all of it."""
    lists = {
        "abroad": totals.abroad(),
        "unsure": totals.unsure(),
        "nik": NikConflict.objects.visible_to(actor).open().across_kelurahan(),
        "alike": DuplicatePair.objects.visible_to(actor).open(),
        "terms": confirmation.waiting(actor),
        "shut": CaseConflict.objects.told_to_head(actor),
        "opened": need_to_know.to_review(actor),
        "reports": report_day.waiting(actor),
        "calling": report_day.calling(actor),
        "stale": public_day.stale(on),
        "offers": OfferQuestion.objects.visible_to(actor).waiting(),
        "asked": data_request.waiting(actor),
        "letters": _signed_off(actor),
        "satisfaction": satisfaction.waiting(actor, timezone.now()),
    }
    return counts_by_name(lists | case_list.counted(actor, on))


def _cards(counts):
    number = {name: short(count) for name, count in counts.items()}
    abroad = number["abroad"] + (f" ± {number['unsure']}" if counts["unsure"] else "")
    opened = Card("Kasus tertutup dibuka darurat", number["opened"], reverse("cases:emergency_accesses"), "danger")
    return [
        *public_day.cards(counts["stale"]),
        report_day.card(number["reports"]),
        *([opened] if counts["opened"] else []),
        *confirmation_day.cards(counts["terms"]),
        *(Card(c.label, c.number, f"{reverse('cases:list')}?{c.query}", c.tone) for c in case_list.cards(counts)),
        Card("Surat menunggu Kadis", number["letters"], f"{reverse('cases:case_letters')}?status=DIPARAF"),
        Card("Keluarga ditanya kepuasannya", number["satisfaction"], reverse("cases:satisfaction_calls")),
        Card("Pertanyaan tawaran kerja", number["offers"], reverse("cases:offer_questions")),
        Card("Permintaan data pribadi", number["asked"], reverse("cases:data_requests")),
        Card("Warga di luar negeri", abroad, reverse("cases:people")),
        Card("NIK tercatat dua kali, antarkelurahan", number["nik"], reverse("cases:nik_conflicts"), "warn"),
        Card(questions.MAYBE_TWICE, number["alike"], reverse("cases:duplicates")),
    ]


def _signed_off(actor):
    """Letters that lie before the head, the longest waiting first."""
    letters = CaseLetter.objects.visible_to(actor).filter(status=CaseLetterStatus.DIPARAF)
    return letters.order_by("status_since", "pk")


def kadis(actor, on):
    asked = Coordination.objects.visible_to(actor).filter(status=CoordinationStatus.DIAJUKAN)
    closing, orphans = _for_the_head(actor, on)
    counts = _counts(actor, on)
    day = _of_city(actor, on, counts)
    letters = _letters(_signed_off(actor)) if counts["letters"] else []
    rows = [*_coordinations(asked.order_by("status_since"), on), *letters, *_cases(closing)]
    approval = Section("Menunggu persetujuan Anda", rows, "Tidak ada yang menunggu Anda.")
    left = [row._replace(is_late=True) for row in _cases(orphans)]
    shut = _shut_to(actor) if counts["shut"] else []
    sections = [
        *if_any("Tertutup untuk Anda", shut),
        *if_any("P1 dan P2 tanpa penanggung jawab", left),
        approval,
        *day.sections,
    ]
    return day._replace(sections=sections)


def _shut_to(actor):
    """Not what it is about: that somebody shut it, who, and whom to ask if that is wrong (decision 46)."""
    rows = CaseConflict.objects.told_to_head(actor).select_related("case", "added_by__user").order_by("-added_at", "pk")
    says = "oleh {}, {}. Tidak benar? Petugas lain bisa mencabutnya."
    return [Row(row.case.number, "", says.format(row.added_by.user, day_of(row.added_at))) for row in rows[:SHOWN]]


def _for_the_head(actor, on):
    """Cases proposed for closing, and urgent ones nobody answers for any more; one question for both."""
    cases = Case.objects.visible_to(actor)
    closing = cases.filter(status=CaseStatus.USUL_TUTUP).order_by("status_since")
    orphans = cases.open().urgent().left_behind(on).order_by("urgency", "status_since")
    first = closing.annotate(is_orphan=Value(False))[:SHOWN]
    found = list(first.union(orphans.annotate(is_orphan=Value(True))[:SHOWN], all=True))
    found.sort(key=lambda case: (case.urgency if case.is_orphan else "", case.status_since))
    return [case for case in found if not case.is_orphan], [case for case in found if case.is_orphan]


def dinsos(actor, on):
    cases = Case.objects.visible_to(actor).open().order_by("urgency", "status_since")
    sent = CaseLetter.objects.visible_to(actor).filter(status=CaseLetterStatus.DIKIRIM).order_by("status_since", "pk")
    return Day(
        sections=[
            *if_any("Anda tidak lagi dalam tim", _left_teams(actor)),
            *deadline_day.of_team(actor, on),
            *if_any("Surat untuk Anda", _letters(sent)),
            Section("Kasus yang melibatkan Anda", _cases(cases), "Belum ada kasus untuk Anda."),
        ]
    )


def _left_teams(actor):
    """The row leads nowhere: to Dinsos the case itself is shut now. The head reads every case, in its team or not."""
    if actor.role == Role.KADIS:
        return []
    rows = case_team.told(actor, timezone.now())[:SHOWN]
    return [Row(row.case.number, "", f"sejak {day_of(row.at)}, oleh {row.by.office}. {row.why}") for row in rows]


def bp3mi(actor, on):
    mine = Coordination.objects.visible_to(actor)
    unread = mine.filter(status=CoordinationStatus.DIKIRIM).order_by("due_on")
    running = mine.filter(status__in=WAITING_FOR_AGENCY).exclude(status=CoordinationStatus.DIKIRIM).order_by("due_on")
    asked = mine.filter(status=CoordinationStatus.PERLU_DATA).order_by("status_since")
    return Day(
        sections=[
            Section(
                "Baru, belum dinyatakan diterima", _coordinations(unread, on, is_own=True), "Semua sudah diterima."
            ),
            Section(
                "Kabar Anda ditunggu", _coordinations(running, on, is_own=True), "Tidak ada yang menunggu kabar Anda."
            ),
            Section("Menunggu kelengkapan dari Pangkalpinang", _coordinations(asked, on, is_own=True), "Tidak ada."),
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
    return Day(deed=Link("Buka ruang edukasi", "/cms/"), note=note, sections=public_day.for_editors(on))


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


def _in_hand(actor, on):
    """The own cases, and those an earlier holder of the office left, which nobody else will ask about."""
    cases = Case.objects.visible_to(actor).open().in_hand_of(actor, on).select_related("handler__user")
    rows = []
    for case in cases.order_by("urgency", "status_since")[:SHOWN]:
        left = "" if case.handler_id == actor.pk else f" · dari {case.handler.user}"
        detail = f"{case.neutral_category}, {case.country_name}{left}"
        rows.append(Row(f"{case.number} · {case.urgency}", case.get_absolute_url(), detail, bool(left)))
    return rows


def _urgent(actor, on):
    """Of others: the own ones stand above it already."""
    urgent = Case.objects.visible_to(actor).open().urgent().of_others(actor, on)
    return if_any(OF_OTHERS, _cases(urgent.order_by("urgency", "status_since")))


def _late(actor, on):
    """What an agency owes us, and what it gave up: its time limit ends its report and never the city's case."""
    mine = Coordination.objects.visible_to(actor)
    late, given_up = mine.overdue(on).order_by("due_on", "pk"), mine.given_up().order_by("-status_since", "pk")
    first = late.values("pk")[:SHOWN].union(given_up.values("pk")[:SHOWN])
    rows = mine.filter(pk__in=first).order_by("due_on", "pk").select_related("case", "agency")
    return Section(LATE, [_coordination(link, on) for link in rows], "Tidak ada yang terlambat.")


def _cases(cases):
    return [
        Row(f"{case.number} · {case.urgency}", case.get_absolute_url(), f"{case.neutral_category}, {case.country_name}")
        for case in cases[:SHOWN]
    ]


def _coordinations(coordinations, on, *, is_own=False):
    """`is_own` on the day of the agency itself, which needs not read its own name in every row."""
    return [_coordination(link, on, is_own) for link in top(coordinations).select_related("case", "agency")]


def _coordination(link, on, is_own=False):
    is_late = link.is_late(on) or link.status == CoordinationStatus.DITUTUP
    state = _waiting(link, on) if is_own else f"{link.agency}: {_waiting(link, on)}"
    if link.status == CoordinationStatus.DITUTUP:
        state = f"{link.agency} menutup laporannya; kasus kota masih terbuka"
    return Row(f"{link.case.number} · {link.case.urgency}", link.get_absolute_url(), state, is_late)


def _letters(rows):
    """Names stand in none of their titles."""
    found = rows.select_related("agency").defer("written", "content")[:SHOWN]
    return [Row("Surat", row.get_absolute_url(), _about(row)) for row in found]


def _about(letter):
    kind = letter.get_kind_display()
    return f"{kind}, {letter.agency}" if letter.agency else kind


def _waiting(link, on):
    until = f", ditunggu sampai {link.due_on:%d/%m/%Y}" if link.due_on else ""
    late = f", lewat {(on - link.due_on).days} hari" if link.is_late(on) else ""
    return f"{link.get_status_display()}{until}{late}"
