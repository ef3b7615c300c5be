"""Whose number it is that another office gave our case (domain.md §4)."""

from django.db.models import TextChoices


class NumberKind(TextChoices):
    SISKOP2MI = "SISKOP2MI", "tiket SISKOP2MI"
    KP2MI = "KP2MI", "nomor KP2MI"
    BRAFAKS = "BRAFAKS", "brafaks Kemlu"
    PERWAKILAN = "PERWAKILAN", "nomor KBRI/KJRI"
    POLISI = "POLISI", "laporan polisi"
    IMIGRASI = "IMIGRASI", "nomor Imigrasi"
    LAIN = "LAIN", "nomor instansi lain"
