"""Letters of Disnaker in a case or for a group: written, looked at, numbered with the head's signature, and kept."""

import json
import uuid

from django.core.exceptions import ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.utils.formats import date_format

from accounts.access import log_reveal
from accounts.models import Role
from cases.models import (
    Case,
    CaseLetter,
    CaseLetterFile,
    CaseLetterPerson,
    CasePerson,
    Consent,
    Coordination,
    NumberSeries,
)
from cases.models.letter import make_code
from cases.rules import workflow
from cases.rules.clocks import deadline
from cases.rules.coordination import sharing, sharing_fields
from cases.rules.letters import incoming_letter, signed_sheet
from cases.rules.letters.case_letter_content import content_of
from cases.rules.letters.letter import DRAFT_NUMBER, NO_SIGNER, city, envelope, letterhead_of, number_of
from cases.states.case_letter import DRAFT, SENT, SIGN, CaseLetterStatus
from cases.states.case_person import CasePersonStatus
from cases.states.coordination import CoordinationStatus
from cases.values.case_letter import SPECS, CaseLetterKind
from cases.values.choices import ConsentPurpose, Source
from lib.clock import today
from lib.typesetting import preview, typeset

SERIES = "surat-disnaker"
MASKED_FOR = {Role.DINSOS: {"nik", "nomor_dokumen"}}  # names of sharing_fields.FIELDS
SERVICE = "LAYANAN"  # not data: that somebody is sent to a service at all
NO_PHOTO_CONSENT = (
    "Warga ini belum mengizinkan fotonya disimpan. Tanyakan dulu dan catat jawabannya di Izin, atau buat tanpa foto."
)
ONE_PHOTO = "Foto hanya bisa ikut di surat tentang satu orang."
LEAVES = (CaseLetterStatus.DIKIRIM, CaseLetterStatus.DITERIMA)  # sent, or handed over in one room
NOT_A_DRAFT = "Surat ini sudah diparaf atau bernomor, jadi isinya tidak bisa diubah lagi."
CHANGED_MEANWHILE = (
    "Orang lain baru saja mengubah konsep ini. Isian di bawah masih milik Anda; periksa dulu, lalu simpan."
)
REPLACED_ALREADY = "Surat ini tidak dicabut, atau penggantinya sudah ditulis. Muat ulang halaman suratnya."
SHEET_FOLLOWS = "Lembar bertanda tangan menyusul: {}"
NOT_ALLOWED = "Surat ini memuat data kelompok “{}” yang tidak boleh ada di surat jenis ini."


@transaction.atomic
def draft(source, kind, written, answers, *, client_uuid, by, replaces=None):
    """A draft about persons of one case or one group. Repeating a client_uuid returns the first.

    `replaces` is a letter that was withdrawn because it was wrong: the new one says so.
    """
    by.require(DRAFT)
    earlier = CaseLetter.objects.filter(client_uuid=client_uuid).first()
    if earlier:
        return earlier
    _check(kind, written.links, *written.rests_on)
    _check_photo(written.links, written.text)
    if replaces and not _locked(replaces).may_be_replaced:
        raise ValidationError(REPLACED_ALREADY)
    owner = {"case": source} if isinstance(source, Case) else {"group": source}
    letter = CaseLetter.objects.create(
        client_uuid=client_uuid,
        kind=kind,
        written_by=by,
        replaces=replaces,
        **owner,
        **_said(kind, source, written, answers, replaces),
    )
    _name(letter, written.links)
    return workflow.start(letter, by=by, happened_on=today(), source=Source.DISNAKER)


@transaction.atomic
def revise(letter, written, answers, *, seen, by):
    """Write a draft anew, from what is known now. `seen` is the version the form showed."""
    by.require(DRAFT)
    letter = _locked(letter)
    if not letter.is_draft:
        raise ValidationError(NOT_A_DRAFT)
    if letter.version != seen:
        raise ValidationError(CHANGED_MEANWHILE, code="changed")
    _check(letter.kind, written.links, *written.rests_on)
    _check_photo(written.links, written.text)
    said = _said(letter.kind, letter.source, written, answers, letter.replaces)
    for name, value in said.items():
        setattr(letter, name, value)
    letter.version += 1
    letter.save(update_fields=[*said, "version"])
    letter.persons.all().delete()
    _name(letter, written.links)
    return letter


@transaction.atomic
def take_step(letter, target, *, by, sheet=None, sheet_later="", answer_dated_on=None, **step):
    """One step of a letter. With the head's approval it gets its number, and its file is set and kept; when it leaves,
    what it hands over is written down, and the signed sheet is kept (`sheet`, an accepted upload) or said to follow
    (`sheet_later`, why); an answer gets its number in the agenda.
    """
    if target == CaseLetterStatus.DITANDATANGANI:
        by.require(SIGN)
        deadline.hold(letter)
        letter = _locked(letter)
        if letter.status == CaseLetterStatus.DIPARAF:
            _issue(letter, by)
    if target in LEAVES:
        by.require(DRAFT)
        deadline.hold(letter)
        letter = _locked(letter)
        if letter.status == CaseLetterStatus.DITANDATANGANI:
            _check_again(letter)
            sharing.note_letter(letter, by=by)
    if target in SENT:
        step = _with_sheet(letter, sheet, sheet_later, by, step)
    moved = workflow.move(letter, target, by=by, **step)
    if target == CaseLetterStatus.DIBALAS:
        dated_on, key = answer_dated_on or step["happened_on"], step.get("client_uuid") or uuid.uuid4()
        facts = {"number": step["reference"], "dated_on": dated_on, "received_on": step["happened_on"]}
        incoming_letter.enter_answer(moved, client_uuid=uuid.uuid5(key, "agenda"), by=by, **facts)
    return moved


def _with_sheet(letter, sheet, later, by, step):
    """The step, once the scan is kept; or with its note saying why the sheet follows, which a clock keeps in mind."""
    letter = _locked(letter)
    if not letter.lacks_sheet:
        return step
    if sheet:
        key = uuid.uuid5(step.get("client_uuid") or uuid.uuid4(), "lembar")
        signed_sheet.keep(letter, sheet, seen=letter.sheet_version, client_uuid=key, by=by)
    elif later.strip():
        CaseLetter.objects.filter(pk=letter.pk).update(sheet_follows=True)
        return step | {"note": "\n".join(filter(None, (step.get("note"), SHEET_FOLLOWS.format(later))))}
    return step


def pictures(letter):
    """The pages as they would leave today, with no number taken."""
    return preview(
        _template(letter), letter.body | envelope(_head(), today(), number=DRAFT_NUMBER, code="", is_draft=True)
    )


def log_sight(letter, *, by):
    """Whoever looks at a letter sees numbers that stand masked elsewhere."""
    for name in letter.answers.get("chosen", ()):
        if sharing_fields.FIELDS[name].is_masked:
            log_reveal(by, letter, name, f"surat {letter.kind}")


def may_open_file(letter, actor):
    """The file shows its numbers whole: not to an office that reads them masked (domain.md §8)."""
    return MASKED_FOR.get(actor.role, set()).isdisjoint(letter.answers.get("chosen", ()))


def number_for_step(subject, step):
    """The number of the letter that a step of a case rests on, where there is one: it stands in the form already."""
    if isinstance(subject, CasePerson) and step.target == CasePersonStatus.SERAH_TERIMA:
        deeds = subject.letters.of_issued_deeds()
        return deeds.values_list("letter__number", flat=True).first() or ""
    if not isinstance(subject, Coordination) or step.target != CoordinationStatus.DIKIRIM:
        return ""
    asked = {"kind__in": (CaseLetterKind.S02, CaseLetterKind.S10, CaseLetterKind.S11), "agency": subject.agency_id}
    found = CaseLetter.objects.of_case(subject.case).issued().exclude(status=CaseLetterStatus.DICABUT).filter(**asked)
    return found.order_by("-issued_on", "-serial").values_list("number", flat=True).first() or ""


def _issue(letter, by):
    """The next number of the year, and the file. If anything fails the number is free again."""
    head, on = _head(), today()
    if not head.signer_name:
        raise ValidationError({"note": NO_SIGNER})
    _check_again(letter)
    letter.serial, letter.year = NumberSeries.take(SERIES, on.year), on.year
    letter.number = number_of(head, head.case_code, letter.serial, on)
    letter.code, letter.issued_on = make_code(), on
    letter.save(update_fields=["serial", "year", "number", "code", "issued_on"])
    whole = letter.body | envelope(head, on, number=letter.number, code=letter.code)
    CaseLetterFile.store(letter, typeset(_template(letter), whole))


def _check_again(letter):
    """A consent may have been withdrawn since the letter was written."""
    links = [row.link for row in letter.persons.select_related("link__case")]
    body = letter.body
    stands_on = body.get("stands_on", {}).get("basis") or letter.answers.get("basis", "")
    consent = letter.consent_on, letter.answers.get("consent_witness"), stands_on
    _check(letter.kind, links, list(letter.bases), letter.bases, *consent)
    if letter.status != CaseLetterStatus.DITANDATANGANI:  # what was issued is never set again
        _check_photo(links, body)


def photo_refusal(links):
    """Why no photo may stand in a letter about these persons, or nothing."""
    if len(links) != 1:
        return ONE_PHOTO
    agreed = Consent.objects.filter(person=links[0].person_id, purpose=ConsentPurpose.FOTO, is_given=True)
    return "" if agreed.exists() else NO_PHOTO_CONSENT


def _check_photo(links, said):
    refusal = photo_refusal(links) if said.get("photo") else ""
    if refusal:
        raise ValidationError(refusal)


def _check(kind, links, groups, bases, consent_on, attested, stands_on=""):
    """Only what this kind may carry, and each group on a basis that still stands; and the letter itself, where it has
    to name its own.
    """
    spec, cases = SPECS[kind], list({link.case_id: link.case for link in links}.values())
    itself = [([SERVICE], {SERVICE: stands_on})] if spec.names_basis else []
    for what, rests_on in (*itself, (groups, bases)):
        refused = sharing.unfounded(cases, what, rests_on, consent_on, attested)
        if refused:
            raise ValidationError(" ".join(dict.fromkeys(refused.values())))
    for group in groups:
        if group not in spec.groups:
            raise ValidationError(NOT_ALLOWED.format(group))


def _said(kind, source, written, answers, replaces=None):
    on = today()
    content = content_of(kind, source, written, on)
    if replaces:
        content["replaces"] = {"number": replaces.number, "date": date_format(replaces.issued_on, "j F Y")}
    return {
        "agency": written.agency,
        "secrecy": written.secrecy,
        "bases": {group: written.bases[group] for group in written.groups},
        "consent_on": written.consent_on,
        "written": json.dumps(answers, cls=DjangoJSONEncoder),
        "content": json.dumps(content, ensure_ascii=False),
    }


def _name(letter, links):
    CaseLetterPerson.objects.bulk_create(CaseLetterPerson(letter=letter, link=link) for link in links)


def _locked(letter):
    return CaseLetter.objects.select_for_update(of=("self",), no_key=True).get(pk=letter.pk)


def _head():
    return letterhead_of(city())


def _template(letter):
    return f"cases/letters/{letter.kind}.typ"
