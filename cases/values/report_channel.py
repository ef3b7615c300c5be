"""How a report reached the city, and of whom it can be said to his face how to follow it."""

from django.db.models import TextChoices


class ReportChannel(TextChoices):
    """How a report reached the city. All but the first were written down by an officer."""

    DARING = "DARING", "halaman lapor"
    TELEPON = "TELEPON", "telepon"
    DATANG = "DATANG", "datang ke kantor"
    DAFTAR = "DAFTAR", "daftar atau temuan petugas"


# Somebody speaks with the officer, and can be given a code at once.
SPOKEN = (ReportChannel.TELEPON, ReportChannel.DATANG)
