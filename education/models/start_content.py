"""What this portal was once given to start with: an editor who deletes a page, a number or a fact has deleted it."""

from django.db import models
from wagtail.models import Page


class StartContentQuerySet(models.QuerySet):
    def first_time(self, kind, codes):
        """Those of the codes that were never given yet. From now on they were."""
        known = set(self.filter(name__startswith=f"{kind}/").values_list("name", flat=True))
        new = [code for code in codes if f"{kind}/{code}" not in known]
        self.bulk_create([self.model(name=f"{kind}/{code}") for code in new])
        return new


class StartContent(models.Model):
    name = models.CharField(max_length=120, unique=True)  # halaman/berangkat/biaya, nomor/sapa-telepon, fakta/…
    # Wherever editors have moved it since, and whatever they call it now; none once they deleted it.
    page = models.ForeignKey(Page, models.SET_NULL, null=True, related_name="+")

    objects = StartContentQuerySet.as_manager()
    wagtail_reference_index_ignore = True  # no reason to ask twice before a page is deleted

    class Meta:
        verbose_name = "isi awal"
        verbose_name_plural = "isi awal"
        ordering = ["name"]

    def __str__(self):
        return self.name
