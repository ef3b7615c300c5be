from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from wagtail.models import Page


class SearchEntryQuerySet(models.QuerySet):
    def public(self):
        return self.filter(models.Q(page=None) | models.Q(page__live=True))


class SearchEntry(models.Model):
    """What the search knows of one public page: written when the page is published, gone when it is not."""

    page = models.OneToOneField(Page, models.CASCADE, null=True, related_name="+")
    path = models.CharField(max_length=200, blank=True)  # of the pages that editors do not write
    title = models.CharField(max_length=255)
    section = models.CharField(max_length=255, blank=True)
    text = models.TextField(blank=True)  # sentences to quote from, one a line
    vector = SearchVectorField(null=True)

    objects = SearchEntryQuerySet.as_manager()

    class Meta:
        verbose_name = "halaman dalam pencarian"
        verbose_name_plural = "halaman dalam pencarian"
        ordering = ["pk"]
        indexes = [GinIndex(fields=["vector"], name="search_by_vector")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(page=None) ^ models.Q(path=""), name="search_entry_is_a_page_or_a_path"
            ),
            models.UniqueConstraint(fields=["path"], condition=~models.Q(path=""), name="one_search_entry_per_path"),
        ]

    def __str__(self):
        return self.title

    @property
    def url(self):
        return self.page.url if self.page_id else self.path


class SearchWord(models.Model):
    """A word that stands on some page: the nearest one is meant when somebody mistypes."""

    word = models.CharField(primary_key=True, max_length=40)

    class Meta:
        verbose_name = "kata dalam pencarian"
        verbose_name_plural = "kata dalam pencarian"
        ordering = ["word"]
        indexes = [GinIndex(fields=["word"], opclasses=["gin_trgm_ops"], name="search_word_by_trigram")]

    def __str__(self):
        return self.word
