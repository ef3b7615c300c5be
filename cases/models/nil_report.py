from django.db import models

from accounts.models import Assignment, Office


class NilReport(models.Model):
    """An RT or RW with nobody to report says so: "laporan nihil" for one month. Silence is no row."""

    office = models.ForeignKey(Office, models.PROTECT, related_name="nil_reports")
    month = models.DateField("bulan")  # its first day
    by = models.ForeignKey(Assignment, models.PROTECT, related_name="+")
    reported_at = models.DateTimeField("dilaporkan pada", auto_now_add=True)

    class Meta:
        verbose_name = "laporan nihil"
        verbose_name_plural = "laporan nihil"
        constraints = [
            models.UniqueConstraint(fields=["office", "month"], name="one_nil_report_per_month"),
            models.CheckConstraint(condition=models.Q(month__day=1), name="nil_report_names_a_month"),
        ]

    def __str__(self):
        return f"nihil {self.office_id} {self.month}"
