"""What an officer decides about one line of a list of returnees (S07, domain.md §3.7)."""

from django.db.models import TextChoices


class ReturneeDecision(TextChoices):
    """'' on a line: nobody has looked yet."""

    WARGA_KITA = "WARGA_KITA", "Warga kita"
    BELUM_TERIDENTIFIKASI = "BELUM_TERIDENTIFIKASI", "Belum teridentifikasi"
    BUKAN_WARGA_KOTA = "BUKAN_WARGA_KOTA", "Bukan warga kota"
