from django.db import models

from cases.models.history import with_history


class HolidayQuerySet(models.QuerySet):
    def observed(self):
        return self.filter(is_active=True)


@with_history("updated_at")
class Holiday(models.Model):
    """A day on which the offices are closed: a row, because next year's days are decided anew each autumn."""

    class Kind(models.TextChoices):
        NASIONAL = "NASIONAL", "libur nasional"
        CUTI_BERSAMA = "CUTI_BERSAMA", "cuti bersama"
        SETEMPAT = "SETEMPAT", "libur setempat"

    date = models.DateField("tanggal", unique=True)
    name = models.CharField("nama", max_length=120)
    kind = models.CharField("jenis", max_length=20, choices=Kind, default=Kind.NASIONAL)
    source = models.CharField("sumber", max_length=200, help_text="Nomor keputusannya, atau dari mana tanggal ini.")
    checked_on = models.DateField("diperiksa pada")
    is_official = models.BooleanField(
        "sudah ditetapkan", default=True, help_text="Kosongkan selama keputusannya belum terbit: ditandai perlu dicek."
    )
    is_active = models.BooleanField(
        "kantor tutup", default=True, help_text="Kosongkan kalau kantor buka: hari ini lalu dihitung hari kerja."
    )
    updated_at = models.DateTimeField("diubah pada", auto_now=True)

    objects = HolidayQuerySet.as_manager()

    class Meta:
        verbose_name = "hari libur"
        verbose_name_plural = "hari libur"
        ordering = ["date"]

    def __str__(self):
        return self.name

    @property
    def version(self):
        return self.updated_at.isoformat() if self.updated_at else ""
