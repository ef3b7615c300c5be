"""What is thrown away once its time is over. One rule per kind of data; later kinds add theirs to RULES."""

from collections.abc import Callable
from typing import NamedTuple

from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import QuerySet

from cases.models import Document, OfferQuestion, RegistrationDraft, Report, Returnee, SheetBatch, StoredFile
from cases.rules import uploads


class Rule(NamedTuple):
    name: str
    expired: Callable[..., QuerySet]


def ended_sessions(on):
    """With what was typed in vain before a sign-in (accounts.unsent), and with the key of what a family had begun."""
    return Session.objects.filter(expire_date__date__lt=on)


ORPHANS = "halaman berkas yang tidak dicatat di mana pun"
RULES = (
    Rule(
        "sesi peramban, sehari sesudah berakhir, dengan isian yang tertunda dan kunci laporan atau tawaran di dalamnya",
        ended_sessions,
    ),
    Rule("draf pendaftaran, 14 hari sesudah terakhir diubah", RegistrationDraft.objects.expired),
    Rule("pertanyaan tawaran kerja dan tangkapan layarnya, 90 hari sesudah masuk", OfferQuestion.objects.expired),
    Rule("laporan keluarga tanpa kasus dan fotonya, 1 tahun sesudah diselesaikan", Report.objects.expired),
    Rule(
        "foto dari pelapor, 1 tahun sesudah kasusnya ditutup, kecuali mungkin bukti kejahatan",
        StoredFile.objects.told_about_closed_cases,
    ),
    Rule("berkas impor dan rekonsiliasi, 30 hari sesudah diunggah", SheetBatch.objects.expired),
    Rule(
        "dokumen yang dihapus dari data warga dan fotonya, 90 hari sesudahnya, kecuali kasusnya masih berjalan",
        Document.everything.expired,
    ),
    Rule("foto dokumen yang tidak diizinkan, 30 hari sesudah dua data digabung", StoredFile.objects.against_will),
    Rule("baris daftar pemulangan tentang warga daerah lain, 90 hari sesudah diputuskan", Returnee.objects.expired),
)


def expired(on):
    """How many rows each rule would delete on that WIB date, by the rule's name."""
    return _counted(on) | {ORPHANS: uploads.purge_orphan_files()}


def purge(on):
    """Delete them; returns how many rows each rule deleted."""
    with transaction.atomic():
        counts = _counted(on)
        for rule in RULES:
            rule.expired(on).delete()
    return counts | {ORPHANS: uploads.purge_orphan_files(wet_run=True)}


def _counted(on):
    return {rule.name: rule.expired(on).count() for rule in RULES}
