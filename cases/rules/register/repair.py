"""An entry that came back from the kelurahan: its reason leads straight to what has to be put right."""

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.urls import reverse

from cases.models import StoredFile
from cases.rules.day import Link
from cases.rules.register import field_link
from cases.rules.register.completeness import IDENTITY_PAPERS
from cases.rules.register.field_link import Form
from cases.states.journey import JourneyStatus
from cases.values.choices import ReturnReason

PHOTO = (ReturnReason.FOTO_BELUM_ADA, ReturnReason.FOTO_KABUR)
PLACES = {
    ReturnReason.NAMA_BEDA: ("Perbaiki nama", Form.PERSON, "name"),
    ReturnReason.NIK_BEDA: ("Perbaiki NIK", Form.PERSON, "nik"),
    ReturnReason.LAHIR_BEDA: ("Perbaiki tanggal lahir", Form.PERSON, "birth_date"),
    ReturnReason.ALAMAT_BELUM_JELAS: ("Perbaiki alamat", Form.PERSON, "address"),
    ReturnReason.KONTAK_BELUM_ADA: ("Tambah kontak", Form.CONTACT, "phone"),
    ReturnReason.RENCANA_BELUM_JELAS: ("Lengkapi rencananya", Form.JOURNEY, "country"),
    **dict.fromkeys(PHOTO, ("Tambah KTP atau KK", Form.PAPER, "kind")),  # where neither is on the list yet
}


def with_replaceable(documents, actor):
    """Papers with the keys of those of their photos that may give way to better ones."""
    photos = StoredFile.objects.replaceable_by(actor).filter(document=OuterRef("pk"))
    return documents.annotate(replaceable=ArraySubquery(photos.values("pk")))


def ways(person, journey, reason, documents):
    """Links to what the reason asks for; none where nothing came back, or the reason is one to talk about.

    `documents` are all of the person, `with_replaceable`.
    """
    if journey.status != JourneyStatus.PERLU_PERBAIKAN or reason not in PLACES:
        return []
    cards = [paper for paper in documents if paper.kind in IDENTITY_PAPERS]
    if reason in PHOTO and cards:
        return (reason == ReturnReason.FOTO_KABUR and _to_bad_photos(cards)) or _to_cards(cards)
    label, form, field = PLACES[reason]
    return [Link(label, field_link.address(form, field, person, journey))]


def _to_bad_photos(cards):
    return [
        Link(
            f"Ganti foto {card.get_kind_display()}",
            reverse("cases:replace_file", args=[card.person_id, card.pk, photo]),
        )
        for card in cards
        for photo in card.replaceable
    ]


def _to_cards(cards):
    return [Link(f"Tambah foto {card.get_kind_display()}", f"{card.get_absolute_url()}#tambah-foto") for card in cards]
