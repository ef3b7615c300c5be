"""The two letters a kelurahan issues for who goes abroad (domain.md §2.5): numbered without gaps, and kept."""

from datetime import timedelta

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils.formats import date_format

from accounts.models import Territory
from cases.models import Document, Letter, Letterhead, NumberSeries
from cases.models.letter import LetterFile, make_code
from cases.values.choices import DocumentStatus, LetterKind
from lib.advisory_lock import wait_in_line
from lib.typesetting import preview, qr_svg, typeset

ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
SERIES = {LetterKind.IZIN_KELUARGA: "SIK", LetterKind.STATUS_KAWIN: "SKSP"}
# Who gives permission signs it on a revenue stamp after it is printed; the other is complete as it is.
STATUS = {LetterKind.IZIN_KELUARGA: DocumentStatus.DIAJUKAN, LetterKind.STATUS_KAWIN: DocumentStatus.SAH}
VALID = {LetterKind.STATUS_KAWIN: timedelta(days=180)}
NO_SIGNER = "Isi dulu nama dan jabatan penanda tangan di kop surat."
WITHDRAWN_ALREADY = "Surat ini sudah dicabut."
DRAFT_NUMBER = "(nomor diberikan saat terbit)"


def letterhead_of(kelurahan):
    """The office's own, or what can be known before anybody has filled it in."""
    known = Letterhead.objects.filter(kelurahan=kelurahan).first()
    if known:
        return known
    district = Territory.objects.filter(code=kelurahan.code.rpartition(".")[0]).order_by("-valid_from").first()
    return Letterhead(
        kelurahan=kelurahan,
        district=f"Kecamatan {district}" if district else "",
        name=f"Kelurahan {kelurahan.name}",
        abbreviation="".join(word[0] for word in kelurahan.name.split()).upper(),
    )


def lacking(person):
    """What has to be written down about a resident before a letter can be."""
    facts = {
        "NIK": person.nik,
        "tempat lahir": person.birth_place,
        "tanggal lahir": person.birth_date,
        "jenis kelamin": person.sex,
        "alamat": person.address,
    }
    return [name for name, value in facts.items() if not value]


def draft(person, kind, written, *, by, on):
    """Pictures of the letter as it would be issued today, with no number taken."""
    content = _content(person, written, letterhead_of(by.territory), on, number=DRAFT_NUMBER, code="", is_draft=True)
    return preview(f"cases/letters/{kind}.typ", content)


@transaction.atomic
def issue(person, kind, written, *, by, on, client_uuid):
    """Take the next number, set the letter, keep the file and note the paper. Repeating a client_uuid is one letter.

    `written` is what the form's `for_letter` gives. If anything fails the number is free again.
    """
    wait_in_line(f"letter:{client_uuid}")
    earlier = Letter.objects.filter(pk=client_uuid).first()
    if earlier:
        return earlier
    head = letterhead_of(by.territory)
    if not head.signer_name:
        raise ValidationError(NO_SIGNER)
    serial = NumberSeries.take(f"{SERIES[kind]}-{by.territory.code}", on.year)
    number, code = _number(head, kind, serial, on), make_code()
    pdf = typeset(f"cases/letters/{kind}.typ", _content(person, written, head, on, number=number, code=code))
    letter = Letter.objects.create(
        id=client_uuid,
        kind=kind,
        kelurahan=by.territory,
        year=on.year,
        serial=serial,
        number=number,
        code=code,
        person=person,
        document=_note_paper(person, kind, number, on),
        issued_on=on,
        issued_by=by,
    )
    LetterFile.store(letter, pdf)
    return letter


@transaction.atomic
def withdraw(letter, *, by, on, reason):
    """It was wrong: the number stays taken, and whoever asks is told that it counts no longer."""
    letter = Letter.objects.select_for_update(of=("self",), no_key=True).get(pk=letter.pk)
    if letter.kelurahan_id != by.territory.pk:
        raise PermissionDenied
    if letter.withdrawn_on:
        raise ValidationError(WITHDRAWN_ALREADY)
    letter.withdrawn_on, letter.withdrawn_by, letter.withdrawn_because = on, by, reason
    letter.save(update_fields=["withdrawn_on", "withdrawn_by", "withdrawn_because"])
    if letter.document_id:
        _cancel_paper(letter.document)
    return letter


def find(code):
    """The letter with this printed code, however it was typed, or None."""
    plain = "".join(character for character in code.lower() if character.isalnum())
    return Letter.objects.select_related("kelurahan").filter(code=plain).first()


def _number(head, kind, serial, on):
    code = head.permission_code if kind == LetterKind.IZIN_KELUARGA else head.marital_code
    return head.number_format.format(
        kode=code, nomor=f"{serial:03d}", singkatan=head.abbreviation, bulan=ROMAN[on.month - 1], tahun=on.year
    )


def _note_paper(person, kind, number, on):
    valid = VALID.get(kind)
    return Document.objects.create(
        person=person,
        kind=kind,
        number=number,
        issued_on=on,
        expires_on=on + valid if valid else None,
        status=STATUS[kind],
    )


def _cancel_paper(document):
    document.status, document.expires_on = DocumentStatus.BELUM_ADA, None
    document.save(update_fields=["status", "expires_on"])


def _content(person, written, head, on, *, number, code, is_draft=False):
    address = (
        f"{settings.SITE_URL}{reverse('cases:check_letter', args=[_in_fours(code)])}" if code else "(alamat surat)"
    )
    return {
        "draft": is_draft,
        "number": number,
        "date": date_format(on, "j F Y"),
        "place": "Pangkalpinang",
        "check_address": address.removeprefix("https://"),
        "qr": qr_svg(address if code else settings.SITE_URL),
        "office": _office(head),
        "name": person.name,
        "person": _person_rows(person),
        **written,
    }


def _in_fours(code):
    return "-".join(code[start : start + 4] for start in range(0, len(code), 4))


def _office(head):
    return {
        "government": head.government,
        "district": head.district,
        "name": head.name,
        "short_name": head.kelurahan.name,
        "address": head.address,
        "signer_title": head.signer_title,
        "signer_name": head.signer_name or "(nama penanda tangan)",
        "signer_nip": f"NIP {head.signer_nip}" if head.signer_nip else None,
    }


def _person_rows(person):
    born = f"{person.birth_place}, {date_format(person.birth_date, 'j F Y')}"
    return [
        ["Nama", person.name],
        ["NIK", person.nik],
        ["Tempat, tanggal lahir", born],
        ["Jenis kelamin", person.get_sex_display()],
        ["Alamat", f"{person.address}, {person.territory.full_name}"],
    ]
