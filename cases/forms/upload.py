"""The box for a photo or a PDF: out of it come pages we made ourselves, or a sentence that says what to do."""

from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError

from lib.cleaning import apart
from lib.cleaning.refusal import Refusal, Refused
from lib.upload_handler import MAX_BYTES

MEGABYTE = 1024 * 1024
ACCEPTED = "image/jpeg,image/png,image/webp,image/heic,image/heif,application/pdf"
HELP = "Foto yang terang, semua tulisan terbaca, dan empat sudutnya kelihatan. Bisa juga PDF. Paling besar 10 MB."
AGAIN = "Foto dulu kertasnya, lalu pilih fotonya di sini."
WHY = {
    Refusal.EMPTY: f"Berkasnya kosong. {AGAIN}",
    Refusal.TOO_BIG: "Berkasnya {size} MB, terlalu besar: paling besar 10 MB. Ambil foto lagi dengan ukuran sedang, "
    "atau kirim tangkapan layar foto itu.",
    Refusal.UNKNOWN: f"Ini bukan foto atau PDF. {AGAIN}",
    Refusal.BROKEN: "Berkasnya rusak atau belum lengkap terkirim. Pilih lagi, atau foto lagi kertasnya.",
    Refusal.TOO_MANY_PIXELS: "Gambarnya terlalu lebar untuk dibuka. Ambil foto biasa dengan kamera HP.",
    Refusal.TOO_MANY_PAGES: "PDF ini lebih dari 30 halaman. Kirim halaman yang penting saja.",
    Refusal.LOCKED: "PDF ini memakai kata sandi. Buka dulu kuncinya, atau foto halamannya.",
    Refusal.TOO_COMPLEX: f"Berkas ini terlalu rumit untuk dibuka. {AGAIN}",
}
NO_ROOM_BESIDE = "Yang ini belum terkirim: bersama berkas lain di halaman ini lebih dari 10 MB. Pilih lagi, lalu kirim."


class UploadField(forms.FileField):
    """Judged by content alone; the name and the type that the browser gives do not count."""

    widget = forms.FileInput(attrs={"accept": ACCEPTED})

    def __init__(self, **kwargs):
        messages = {"required": "Pilih foto atau PDF-nya dulu.", "empty": WHY[Refusal.EMPTY]}
        super().__init__(**{"help_text": HELP, "error_messages": messages, **kwargs})

    def clean(self, data, initial=None):
        upload = super().clean(data, initial)
        if not upload:
            return None
        try:
            if upload.size > MAX_BYTES:
                raise Refused(Refusal.TOO_BIG)
            content = upload.read()
            if len(content) < upload.size:  # the others had taken the room (lib.upload_handler)
                raise ValidationError(NO_ROOM_BESIDE)
            return apart.clean(content)
        except Refused as error:
            sentence = WHY[error.refusal].format(size=round(upload.size / MEGABYTE))
            raise ValidationError(sentence, code=error.refusal) from None


class UploadForm(forms.Form):
    """One more photo, or a PDF, of a paper that is on the list."""

    client_uuid = forms.UUIDField(widget=forms.HiddenInput)
    file = UploadField(label="Foto atau PDF")

    def __init__(self, data=None, files=None):
        super().__init__(data, files, auto_id="id_upload_%s", initial={"client_uuid": uuid4()})
