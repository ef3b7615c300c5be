"""What leaves for an agency: chosen field by field, shown as it leaves, resting on a basis for each group."""

import json
import uuid

from django.core.exceptions import NON_FIELD_ERRORS, PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from accounts.access import log_reveal
from cases.models import Case, CasePerson, Consent, Coordination, ReplyLink, Sharing, SharingBasis
from cases.rules import intake, webhook
from cases.rules.coordination.sharing_fields import FIELDS, groups_of, lines_of
from cases.states.coordination import DRAFT
from cases.values.choices import ConsentPurpose, Urgency
from cases.values.sharing import SENSITIVE_GROUPS, FieldGroup, LegalBasis

G = FieldGroup
NOT_SENT = "Koordinasi ini belum terkirim. Catat dulu suratnya terkirim, lalu serahkan datanya."
NOTHING_CHOSEN = "Pilih paling sedikit satu data yang diserahkan."
NO_BASIS = "Pilih dasarnya untuk data ini."
NEEDS_MORE = "Data ini hanya boleh diserahkan dengan persetujuan, atau kalau jiwa terancam."
NOT_VITAL = "Keselamatan jiwa hanya berlaku untuk kasus P1 dan P2. Pilih dasar lain."
NO_CONSENT_DATE = "Isi tanggal persetujuannya."
NOT_ATTESTED = "Lampirkan surat persetujuannya, atau tulis nama saksinya."
DELETE_IT = (
    "Persetujuan untuk data ini dicabut: {names}. Mohon jangan dipakai lagi, hapus salinannya, dan beri tahu kami "
    "kalau sudah."
)
FAMILY_REFUSED = (
    "Warga ini tidak mengizinkan keluarganya dihubungi. Perlu persetujuan baru yang tanggalnya sesudah itu."
)
WITHDRAWN = "Persetujuan untuk data ini sudah dicabut. Perlu persetujuan baru yang tanggalnya sesudah itu."
NO_COORDINATION = (
    "Surat ini menyerahkan data atas persetujuan. Buka dulu koordinasi dengan {agency} di kasus {numbers}, supaya "
    "pencabutan persetujuan nanti sampai ke sana."
)
VITAL = {Urgency.P1, Urgency.P2}


def refusals(coordination, groups, bases, consent_on, attested=None):
    """{group: sentence} for each group whose basis does not carry it.

    What a consent itself lacks stands under consent_on and consent_witness; `attested` is its file or who heard it.
    """
    return unfounded([coordination.case], groups, bases, consent_on, attested)


def unfounded(cases, groups, bases, consent_on, attested=None):
    """The same for data out of several cases: a basis must carry it in each of them."""
    found = {}
    ended = withdrawals(cases)
    is_vital = all(case.urgency in VITAL for case in cases)
    for group in groups:
        basis = bases.get(group)
        if not basis:
            found[group] = NO_BASIS
        elif basis == LegalBasis.TUGAS_PUBLIK and group in SENSITIVE_GROUPS:
            found[group] = NEEDS_MORE
        elif basis == LegalBasis.KEPENTINGAN_VITAL and not is_vital:
            found[group] = NOT_VITAL
        elif basis == LegalBasis.PERSETUJUAN and group == G.KONTAK_KELUARGA and _family_refused(cases, consent_on):
            found[group] = FAMILY_REFUSED
        elif basis == LegalBasis.PERSETUJUAN and consent_on and group in ended and consent_on <= ended[group]:
            found[group] = WITHDRAWN
    if LegalBasis.PERSETUJUAN in {bases.get(group) for group in groups}:
        found |= {} if consent_on else {"consent_on": NO_CONSENT_DATE}
        found |= {} if attested else {"consent_witness": NOT_ATTESTED}
    return found


def _family_refused(cases, consent_on):
    """Whether somebody in these cases said after that consent, or on the same day, that his family be left alone."""
    persons = list(CasePerson.objects.filter(case__in=cases).values_list("person", flat=True))
    refused = Consent.objects.refused(persons, ConsentPurpose.KELUARGA)
    return bool(consent_on) and refused.filter(recorded_at__date__gte=consent_on).exists()


def withdrawals(cases):
    """{group: day} of the last withdrawal, whichever agency of these cases it was said about."""
    rows = SharingBasis.objects.filter(sharing__coordination__case__in=cases, withdrawn_at__isnull=False)
    return {row.group: timezone.localdate(row.withdrawn_at) for row in rows.order_by("withdrawn_at")}


def log_sight(coordination, chosen, *, by):
    """Whoever looks at what leaves sees numbers that stand masked elsewhere."""
    for name in FIELDS:
        if name in chosen and FIELDS[name].is_masked:
            log_reveal(by, coordination.case, name, f"diserahkan kepada instansi {coordination.agency_id}")


@transaction.atomic
def share(
    coordination, *, client_uuid, chosen, bases, by, health="", consent_on=None, consent_file=None, consent_witness=""
):
    """Write down what leaves, to whom and on what basis; repeating a client_uuid returns the first.

    Raises ValidationError by group where a basis does not carry it.
    """
    locked = Coordination.objects.select_for_update(of=("self",), no_key=True).get(pk=coordination.pk)
    earlier = Sharing.objects.filter(pk=client_uuid, coordination=locked).first()
    if earlier:
        return earlier
    if not by.has_perm(DRAFT):
        raise PermissionDenied
    if not locked.is_sent:
        raise ValidationError(NOT_SENT)
    groups = groups_of(chosen, health)
    if not groups:
        raise ValidationError(NOTHING_CHOSEN)
    refused = refusals(locked, groups, bases, consent_on, consent_file or consent_witness)
    if refused:
        raise ValidationError(" ".join(dict.fromkeys(refused.values())))
    rests_on = {
        "bases": {group: bases[group] for group in groups},
        "consent_on": consent_on,
        "consent_file": consent_file,
        "consent_witness": consent_witness,
    }
    lines = lines_of(locked.case, chosen, health=health)
    known = [name for name in chosen if lines_of(locked.case, [name])]  # what the preview did not name opens nothing
    sharing = _write_down(locked, client_uuid, lines, known, by=by, **rests_on)
    webhook.plan(locked)
    return sharing


def note_letter(letter, *, by):
    """A letter that leaves hands its data over, too: one row for each case it names, so that a withdrawal reaches it.

    What it said is kept in its own file; the row says which groups and on what basis. Repeating it adds nothing. An
    office that was asked for nothing else gets its row as well; a consent needs the coordination to be withdrawn from.
    """
    if not letter.agency_id or not letter.bases:
        return
    cases = Case.objects.filter(persons__letters__letter=letter).distinct().order_by("pk")
    asked = Coordination.objects.filter(case__in=cases, agency=letter.agency_id)
    open_in = {coordination.case_id: coordination for coordination in asked}
    missing = [case.number for case in cases if case.pk not in open_in]
    if missing and LegalBasis.PERSETUJUAN in letter.bases.values():
        sentence = NO_COORDINATION.format(agency=letter.agency, numbers=", ".join(missing))
        raise ValidationError({NON_FIELD_ERRORS: sentence})
    lines = [[group, FieldGroup(group).label.capitalize(), f"lihat surat {letter.number}"] for group in letter.bases]
    chosen, witness = letter.answers.get("chosen", ()), letter.answers.get("consent_witness", "")
    rests_on = {"bases": letter.bases, "consent_on": letter.consent_on, "consent_witness": witness}
    for case in cases:
        coordination = open_in.get(case.pk)
        key = uuid.uuid5(letter.client_uuid, str(coordination.pk) if coordination else f"kasus:{case.pk}")
        if not Sharing.objects.filter(pk=key).exists():
            where = {"case": None if coordination else case, "letter": letter}
            _write_down(coordination, key, lines, chosen, by=by, **where, **rests_on)


def _write_down(
    coordination, key, lines, chosen, *, by, bases, consent_on, consent_witness="", consent_file=None, **where
):
    content = json.dumps(lines, ensure_ascii=False)
    sharing = Sharing.objects.create(pk=key, coordination=coordination, content=content, by=by, **where)
    for group, basis in bases.items():
        agreed = basis == LegalBasis.PERSETUJUAN
        SharingBasis.objects.create(
            sharing=sharing,
            group=group,
            fields=[name for name in chosen if FIELDS[name].group == group],
            basis=basis,
            consent_on=consent_on if agreed else None,
            consent_file=consent_file if agreed else None,
            consent_witness=(consent_witness or None) if agreed else None,
        )
    return sharing


@transaction.atomic
def withdraw_consent(coordination, *, client_uuid, note, by, now):
    """The person takes the consent back: links end, nothing more leaves on it, and the timeline says so.

    The agency reads that it shall delete what it has, and not what was said here about who took it back. Returns how
    many groups it was about.
    """
    if not by.has_perm(DRAFT):
        raise PermissionDenied
    coordination = Coordination.objects.select_for_update(of=("self",), no_key=True).get(pk=coordination.pk)
    resting = SharingBasis.objects.by_consent().filter(sharing__coordination=coordination, withdrawn_at=None)
    ended = set(resting.values_list("group", flat=True))
    count = end(resting, by=by, now=now)
    if count:
        text = f"Persetujuan menyerahkan data kepada {coordination.agency} dicabut. {note}"
        intake.add_note(coordination.case, client_uuid=client_uuid, text=text, by=by)
        tell_to_delete(coordination, ended, client_uuid=uuid.uuid5(client_uuid, "instansi"), by=by)
    return count


def end(resting, *, by, now):
    """Nothing is read on these bases any more, at no door. Returns how many there were."""
    links = ReplyLink.objects.filter(sharing__bases__in=resting, answered_at=None, revoked_at=None)
    ReplyLink.objects.filter(pk__in=list(links.values_list("pk", flat=True))).update(revoked_at=now, revoked_by=by)
    return resting.update(withdrawn_at=now, withdrawn_by=by)


def tell_to_delete(coordination, groups, *, client_uuid, by):
    """A row that the agency reads by its account or its machine."""
    names = ", ".join(FieldGroup(group).label for group in FieldGroup if group in groups)
    text = DELETE_IT.format(names=names)
    intake.add_note(coordination.case, client_uuid=client_uuid, text=text, by=by, shared_with=coordination.agency)


def rests_on_consent(case, actor):
    """What left for any agency on consent, the newest first; each basis knows its hand-over, agency and link."""
    rows = SharingBasis.objects.visible_to(actor).by_consent().filter(sharing__coordination__case=case)
    related = ("sharing__coordination__agency", "sharing__link")
    return rows.select_related(*related).order_by("-sharing__shared_at", "pk")
