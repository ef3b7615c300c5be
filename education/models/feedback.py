"""What readers say about a page. No name is asked for, and none is kept with it: no address, no browser."""

import uuid

from django.db import models
from wagtail.models import Page

KEPT_DAYS = 365


class PageFeedback(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    page = models.ForeignKey(Page, models.CASCADE, related_name="feedback", verbose_name="halaman")
    is_helpful = models.BooleanField("membantu")
    missing = models.TextField("yang kurang", max_length=1000, blank=True)
    given_on = models.DateField("tanggal")

    class Meta:
        verbose_name = "masukan warga"
        verbose_name_plural = "masukan warga"
        ordering = ["-given_on", "pk"]
        indexes = [models.Index(fields=["-given_on", "id"], name="feedback_newest_first")]

    def __str__(self):
        return str(self.id)
