"""What leaves for an agency: chosen field by field, shown as it leaves, resting on a basis for each group."""

import json
import uuid
from datetime import date

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from accounts.access import log_reveals
from cases.models import Case, CasePerson, Consent, Coordination, ReplyLink, Sharing, SharingBasis
from cases.rules import intake, webhook
from cases.rules.coordination.sharing_fields import FIELDS, groups_of, in_order, read_all
from cases.states.coordination import DRAFT
from cases.values.choices import ConsentPurpose, Urgency
from cases.values.sharing import SENSITIVE_GROUPS, FieldGroup, LegalBasis

G = FieldGroup
NOT_SENT = "Koordinasi ini belum terkirim. Catat dulu suratnya terkirim, lalu serahkan datanya."
NOTHING_CHOSEN = "Pilih paling sedikit satu data yang diserahkan."
LEFT_ALREADY = (
    "Sebagian dari kasus ini sudah diserahkan dengan formulir yang sama, dan yang lain belum. Buka lagi halamannya "
    "dari rombongan, lalu tandai yang belum."
)
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


def unfounded(cases, groups, bases, consent_on, attested=None):
    """{group: sentence} for each group whose basis does not carry it in each of these cases; those it fails are named.

    What a consent itself lacks stands under consent_on and consent_witness; `attested` is its file or who heard it.
    """
    found = {}
    by_consent = [group for group in groups if bases.get(group) == LegalBasis.PERSETUJUAN]
    ended = withdrawals(cases) if by_consent and consent_on else {}
    not_vital = [case for case in cases if case.urgency not in VITAL]
    for group in groups:
        basis = bases.get(group)
        if not basis:
            found[group] = NO_BASIS
        elif basis == LegalBasis.TUGAS_PUBLIK and group in SENSITIVE_GROUPS:
            found[group] = NEEDS_MORE
        elif basis == LegalBasis.KEPENTINGAN_VITAL and not_vital:
            found[group] = NOT_VITAL + _named(not_vital, cases)
        elif basis == LegalBasis.PERSETUJUAN and consent_on:
            taken_back = [case for case in cases if consent_on <= ended.get((case.pk, group), date.min)]
            refused = _family_refused(cases, consent_on) if group == G.KONTAK_KELUARGA else []
            if refused or taken_back:
                found[group] = (FAMILY_REFUSED if refused else WITHDRAWN) + _named(refused or taken_back, cases)
    if by_consent:
        found |= {} if consent_on else {"consent_on": NO_CONSENT_DATE}
        found |= {} if attested else {"consent_witness": NOT_ATTESTED}
    return found


def _named(some, cases):
    """Of several cases, which ones it is about."""
    return f" Kasusnya: {', '.join(case.number for case in some)}." if len(cases) > 1 else ""


def _family_refused(cases, consent_on):
    """Where somebody said after that consent, or on the same day, that his family be left alone."""
    rows = CasePerson.objects.filter(case__in=cases).values_list("case", "person")
    refused = Consent.objects.refused([person for _, person in rows], ConsentPurpose.KELUARGA)
    people = set(refused.filter(recorded_at__date__gte=consent_on).values_list("person", flat=True))
    found = {case for case, person in rows if person in people}
    return [case for case in cases if case.pk in found]


def withdrawals(cases):
    """{(case, group): day} of the last withdrawal, whichever agency it was said about."""
    rows = SharingBasis.objects.filter(sharing__coordination__case__in=cases, withdrawn_at__isnull=False)
    told = rows.order_by("withdrawn_at").values_list("sharing__coordination__case", "group", "withdrawn_at")
    return {(case, group): timezone.localdate(at) for case, group, at in told}


def log_sight(coordinations, chosen, *, by):
    """Whoever looks at what leaves sees numbers that stand masked elsewhere."""
    cases = [coordination.case for coordination in coordinations]
    for name in FIELDS:
        if name in chosen and FIELDS[name].is_masked:
            log_reveals(by, cases, name, f"diserahkan kepada instansi {coordinations[0].agency_id}")


def share(coordination, *, client_uuid, **what):
    """Write down what leaves about one case; repeating a client_uuid returns the first."""
    return share_all({client_uuid: coordination}, **what)[0]


def keys_of(client_uuid, coordinations):
    """For `share_all`: what leaves about each of many cases has a key of its own."""
    return {uuid.uuid5(client_uuid, str(coordination.pk)): coordination for coordination in coordinations}


@transaction.atomic
def share_all(by_key, *, chosen, bases, by, health="", consent_on=None, consent_file=None, consent_witness=""):
    """Write down what leaves about each of these coordinations with one agency, and on what basis; all or nothing.
    Repeating their keys returns the first. However many they are, the database is asked a handful of times.

    Raises ValidationError where a basis does not carry it, and where only some of the keys are known.
    """
    wanted = {coordination.pk: key for key, coordination in by_key.items()}
    rows = Coordination.objects.filter(pk__in=wanted).order_by("pk").select_related("case", "agency")
    locked = list(rows.select_for_update(of=("self",), no_key=True))
    earlier = Sharing.objects.filter(pk__in=by_key, coordination__in=wanted).order_by("coordination")
    if earlier := list(earlier.select_related("coordination__agency")):
        if len(earlier) < len(by_key):
            raise ValidationError(LEFT_ALREADY)
        return earlier
    by.require(DRAFT)
    if not all(coordination.is_sent for coordination in locked):
        raise ValidationError(NOT_SENT)
    groups, cases = groups_of(chosen, health), [coordination.case for coordination in locked]
    if not groups:
        raise ValidationError(NOTHING_CHOSEN)
    refused = unfounded(cases, groups, bases, consent_on, consent_file or consent_witness)
    if refused:
        raise ValidationError(" ".join(dict.fromkeys(refused.values())))
    rests_on = {
        "bases": {group: bases[group] for group in groups},
        "consent_on": consent_on,
        "consent_file": consent_file,
        "consent_witness": consent_witness,
    }
    read, left = read_all(cases, chosen), []
    for coordination in locked:
        # Only what the preview named: what is not known yet opens nothing later.
        named = read[coordination.case_id]
        lines, key = in_order(named, health), wanted[coordination.pk]
        left.append(_written(coordination, key, lines, list(named), by=by, **rests_on))
    _write_down(left)
    webhook.plan(*locked)
    return [sharing for sharing, _ in left]


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
            _write_down([_written(coordination, key, lines, chosen, by=by, **where, **rests_on)])


def _written(
    coordination, key, lines, chosen, *, by, bases, consent_on, consent_witness="", consent_file=None, **where
):
    """A hand-over and its bases, not kept yet."""
    content = json.dumps(lines, ensure_ascii=False)
    sharing = Sharing(pk=key, coordination=coordination, content=content, by=by, **where)
    rows = []
    for group, basis in bases.items():
        agreed = basis == LegalBasis.PERSETUJUAN
        row = SharingBasis(
            sharing=sharing,
            group=group,
            fields=[name for name in chosen if FIELDS[name].group == group],
            basis=basis,
            consent_on=consent_on if agreed else None,
            consent_file=consent_file if agreed else None,
            consent_witness=(consent_witness or None) if agreed else None,
        )
        rows.append(row)
    return sharing, rows


def _write_down(left):
    Sharing.objects.bulk_create(sharing for sharing, _ in left)
    SharingBasis.objects.bulk_create(row for _, rows in left for row in rows)


@transaction.atomic
def withdraw_consent(coordination, *, client_uuid, note, by, now):
    """The person takes the consent back: links end, nothing more leaves on it, and the timeline says so.

    The agency reads that it shall delete what it has, and not what was said here about who took it back. Returns how
    many groups it was about.
    """
    by.require(DRAFT)
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
    """Nothing is read on these bases any more, at no door; a link by which other cases stay open only loses this one.
    Returns how many there were.
    """
    links = ReplyLink.objects.filter(sharings__bases__in=resting, answered_at=None, revoked_at=None)
    keys = list(links.values_list("pk", flat=True))
    count = resting.update(withdrawn_at=now, withdrawn_by=by)
    left = Sharing.objects.open().filter(link=OuterRef("pk"))
    ReplyLink.objects.filter(~Exists(left), pk__in=keys).update(revoked_at=now, revoked_by=by)
    return count


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
