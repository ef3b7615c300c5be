from django.db.models import TextChoices


class RemovalReason(TextChoices):
    """Why a contact or a paper is taken off the list of a person."""

    MILIK_ORANG_LAIN = "MILIK_ORANG_LAIN", "Milik orang lain, bukan warga ini"
    DICATAT_DUA_KALI = "DICATAT_DUA_KALI", "Tercatat dua kali"
    TIDAK_ADA = "TIDAK_ADA", "Salah catat, sebenarnya tidak ada"
    TIDAK_DIPAKAI = "TIDAK_DIPAKAI", "Tidak dipakai lagi"
    DIMINTA_WARGA = "DIMINTA_WARGA", "Diminta warga atau pemiliknya"
