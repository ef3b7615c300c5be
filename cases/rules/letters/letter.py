"""The letters a kelurahan issues (domain.md §2.5, S01 of §3.7): numbered without gaps, and kept."""

from datetime import timedelta

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils.formats import date_format

from accounts.access import log_reveal
from accounts.models import CITY_CODE, Territory
from cases.models import CaseLetter, Document, Letter, Letterhead, NumberSeries
from cases.models.letter import LetterFile, in_fours, make_code
from cases.rules import restriction
from cases.values.choices import DocumentStatus, LetterKind
from education.models import Fact
from lib.advisory_lock import wait_in_line
from lib.typesetting import preview, qr_svg, typeset

ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
DISNAKER = "Dinas Tenaga Kerja"
SERIES = {LetterKind.IZIN_KELUARGA: "SIK", LetterKind.STATUS_KAWIN: "SKSP", LetterKind.PENGANTAR: "SP"}
CODES = {
    LetterKind.IZIN_KELUARGA: "permission_code",
    LetterKind.STATUS_KAWIN: "marital_code",
    LetterKind.PENGANTAR: "family_code",
}
# Papers of the resident's own file. Who gives permission signs it on a revenue stamp after it is printed; the other is
# complete as it is.
STATUS = {LetterKind.IZIN_KELUARGA: DocumentStatus.DIAJUKAN, LetterKind.STATUS_KAWIN: DocumentStatus.SAH}
VALID = {LetterKind.STATUS_KAWIN: timedelta(days=180)}
FACTS = ["bea-meterai"]  # what the templates name as data.facts.at("…")
NO_SIGNER = "Isi dulu nama dan jabatan penanda tangan di kop surat."
WITHDRAWN_ALREADY = "Surat ini sudah dicabut."
DRAFT_NUMBER = "(nomor diberikan saat terbit)"


def letterhead_of(territory):
    """The office's own, or what can be known before anybody has filled it in."""
    known = Letterhead.objects.filter(territory=territory).first()
    if known:
        return known
    if territory.code == CITY_CODE:
        return Letterhead(
            territory=territory, name=DISNAKER, signer_title=f"Kepala {DISNAKER}", abbreviation="DISNAKER"
        )
    district = Territory.objects.filter(code=territory.code.rpartition(".")[0]).order_by("-valid_from").first()
    return Letterhead(
        territory=territory,
        district=f"Kecamatan {district}" if district else "",
        name=f"Kelurahan {territory.name}",
        abbreviation="".join(word[0] for word in territory.name.split()).upper(),
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


def log_sight(person, kind, *, by):
    """Whoever looks at a letter sees the NIK whole that stands masked elsewhere."""
    log_reveal(by, person, "nik", f"surat {kind}")


@transaction.atomic
def issue(person, kind, written, *, by, on, client_uuid):
    """Take the next number, set the letter, keep the file and note the paper. Repeating a client_uuid is one letter.

    `written` is what the form's `for_letter` gives. If anything fails the number is free again.
    """
    wait_in_line(f"letter:{client_uuid}")
    earlier = Letter.objects.filter(pk=client_uuid).first()
    if earlier:
        return earlier
    restriction.check_change(person)
    head = letterhead_of(by.territory)
    if not head.signer_name:
        raise ValidationError(NO_SIGNER)
    serial = NumberSeries.take(f"{SERIES[kind]}-{by.territory.code}", on.year)
    number, code = number_of(head, getattr(head, CODES[kind]), serial, on), make_code()
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
    """The letter of a kelurahan or of Disnaker with this printed code, however it was typed, or None."""
    plain = "".join(character for character in code.lower() if character.isalnum())
    letter = Letter.objects.select_related("kelurahan").filter(code=plain).first()
    return letter or CaseLetter.objects.issued().filter(code=plain).first()


def phone_of(letter):
    """Whom to ring about a letter."""
    territory = letter.kelurahan if isinstance(letter, Letter) else city()
    return letterhead_of(territory).phone


def city():
    """Whose letterhead is Disnaker's."""
    return Territory.objects.get(code=CITY_CODE, valid_to=None)


def number_of(head, code, serial, on):
    """The number as this office writes it."""
    return head.number_format.format(
        kode=code, nomor=f"{serial:03d}", singkatan=head.abbreviation, bulan=ROMAN[on.month - 1], tahun=on.year
    )


def _note_paper(person, kind, number, on):
    """The two that belong to the resident's own papers; an introduction is used up when it is handed in."""
    if kind not in STATUS:
        return None
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
    return {
        **envelope(head, on, number=number, code=code, is_draft=is_draft),
        "facts": Fact.objects.values_of(FACTS, on),
        "name": person.name,
        "person": _person_rows(person),
        **written,
    }


def envelope(head, on, *, number, code, is_draft=False):
    """What every letter of every office has: number, day, head, signer, and where to ask whether it is genuine."""
    address = f"{settings.SITE_URL}{reverse('cases:check_letter', args=[in_fours(code)])}" if code else "(alamat surat)"
    return {
        "draft": is_draft,
        "number": number,
        "date": date_format(on, "j F Y"),
        "place": "Pangkalpinang",
        "check_address": address.removeprefix("https://"),
        "qr": qr_svg(address if code else settings.SITE_URL),
        "office": _office(head),
    }


def _office(head):
    return {
        "government": head.government,
        "district": head.district,
        "name": head.name,
        "short_name": head.territory.name,
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
