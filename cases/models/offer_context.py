from django.core.exceptions import ValidationError
from django.db import models

from cases.models.history import with_history
from cases.values.word_pattern import compile_patterns


@with_history("updated_at")
class OfferContext(models.Model):
    """Words by which a text about work is no offer from abroad, or only looks like none: a row that Disnaker keeps.

    What a row is for stands in code (cases/values/offer_context.py), so none can be added or taken away; one without
    words is never found.
    """

    code = models.SlugField("kode", max_length=40, unique=True)
    title = models.CharField("nama", max_length=120)
    does = models.CharField("kegunaan", max_length=200)
    words = models.TextField(
        "kata-kata",
        blank=True,
        help_text="Satu pola per baris. a/b: salah satu. kata*: awal kata. .. ada kata di antara. !a di awal atau "
        "akhir baris: tidak tepat sesudah atau sebelum a. Kosong: tidak dipakai.",
    )
    number = models.PositiveIntegerField("angka batas (rupiah sebulan)", null=True, blank=True)
    source = models.CharField("sumber", max_length=200)
    checked_on = models.DateField("diperiksa pada")
    order = models.PositiveSmallIntegerField("urutan", default=100)
    updated_at = models.DateTimeField("diubah pada", auto_now=True)

    class Meta:
        verbose_name = "kata konteks tawaran"
        verbose_name_plural = "kata konteks tawaran"
        ordering = ["order", "code"]

    def __str__(self):
        return self.title

    def clean(self):
        try:
            compile_patterns(self.words)
        except ValueError as error:
            raise ValidationError({"words": str(error)}) from None

    @property
    def version(self):
        return self.updated_at.isoformat() if self.updated_at else ""
