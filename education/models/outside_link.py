"""What an address outside of the portal, to which a page leads, answered when it was last asked."""

from django.db import models
from django.db.models import F, Q

DEAD_FROM = 2  # failures in a row: one alone may be a bad night


class Answer(models.TextChoices):
    FINE = "BAIK", "terbuka"
    GONE = "HILANG", "halamannya tidak ada lagi"
    FAULT = "RUSAK", "situsnya menjawab dengan kesalahan"
    SILENT = "DIAM", "situsnya tidak menjawab"
    REFUSED = "TOLAK", "alamatnya bukan https atau bukan alamat umum"


class OutsideLinkQuerySet(models.QuerySet):
    def dead(self):
        return self.filter(failures__gte=DEAD_FROM)

    def due(self, before):
        """Not asked since then, the longest first."""
        asked = self.filter(Q(checked_at=None) | Q(checked_at__lt=before))
        return asked.order_by(F("checked_at").asc(nulls_first=True), "pk")


class OutsideLink(models.Model):
    url = models.CharField("alamat", max_length=1000, unique=True)
    answer = models.CharField("hasil terakhir", max_length=10, choices=Answer, blank=True)
    checked_at = models.DateTimeField("diperiksa", null=True)
    failures = models.PositiveSmallIntegerField("gagal berturut-turut", default=0)
    failing_since = models.DateField("gagal sejak", null=True)

    objects = OutsideLinkQuerySet.as_manager()

    class Meta:
        verbose_name = "tautan ke luar"
        verbose_name_plural = "tautan ke luar"
        ordering = ["-failures", "url"]
        constraints = [
            models.CheckConstraint(
                condition=Q(failures=0, failing_since=None) | Q(failures__gt=0, failing_since__isnull=False),
                name="outside_link_fails_since_a_day",
            )
        ]

    def __str__(self):
        return self.url

    @property
    def is_dead(self):
        return self.failures >= DEAD_FROM

    @property
    def state(self):
        """For the list of the editors."""
        if not self.checked_at:
            return "belum diperiksa"
        if not self.failures:
            return "baik"
        return f"{'putus' if self.is_dead else 'gagal sekali, dicoba lagi'}: {self.get_answer_display()}"
