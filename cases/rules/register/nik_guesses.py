"""Corrections must not tell whose NIK the city knows: each collision is noted, and after a few nothing is answered.

A new entry that collides is handed to the kelurahan instead (registration); a correction has nobody to hand it to.
"""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.access import log_nik_taken, nik_taken_since
from cases.rules.register.registration import TAKEN

MOST, WITHIN = 3, timedelta(days=1)
TOO_MANY = "Beberapa NIK tadi tidak cocok. Biarkan NIK kosong dulu, simpan yang lain, lalu hubungi Disnaker."


def check(actor, nik):
    """Raises ValidationError for whoever met too many other people's NIK today, whatever this one is."""
    if nik and nik_taken_since(actor, timezone.now() - WITHIN) >= MOST:
        raise ValidationError({"nik": TOO_MANY})


def note(actor, person, refused):
    """To be called outside the transaction that was refused, so that the trail stays."""
    if any(error.code == TAKEN for error in getattr(refused, "error_dict", {}).get("nik", [])):
        log_nik_taken(actor, person)
