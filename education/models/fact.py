"""What may change outside: a fee, an article of law, a duration. One record, used by every page that says it."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.formats import date_format
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, MultiFieldPanel
from wagtail.search import index

from education.values import fact_tags
from lib.clock import today

BROKEN = "Ada tanda fakta yang belum lengkap. Tulis persis seperti ini: [[fakta:kode]]."


class FactQuerySet(models.QuerySet):
    def certain(self, on):
        return self.filter(Q(valid_until=None) | Q(valid_until__gte=on), is_certain=True)

    def expired(self, on):
        return self.filter(valid_until__lt=on)

    def doubtful_first(self, on):
        in_doubt = Q(is_certain=False) | Q(valid_until__lt=on)
        rank = models.Case(models.When(in_doubt, then=0), default=1, output_field=models.SmallIntegerField())
        return self.annotate(rank=rank).order_by("rank", "valid_until", "label")

    def values_of(self, codes, on):
        """{code: value} of those among the codes that somebody vouches for on that day."""
        return dict(self.certain(on).filter(code__in=codes).values_list("code", "value"))


class Fact(index.Indexed, models.Model):
    class Kind(models.TextChoices):
        FEE = "FEE", "biaya"
        PHONE = "PHONE", "nomor"
        LAW = "LAW", "pasal"
        DURATION = "DURATION", "lama"
        OFFICE = "OFFICE", "kantor"
        WAGE = "WAGE", "upah"
        OTHER = "OTHER", "lain-lain"

    code = models.SlugField(
        "kode",
        unique=True,
        error_messages={"unique": "Kode ini sudah dipakai fakta lain."},
        help_text="Huruf kecil dan tanda hubung, misalnya biaya-paspor. Di halaman ditulis [[fakta:biaya-paspor]].",
    )
    label = models.CharField("nama", max_length=120)
    value = models.CharField("isi", max_length=200, help_text="Persis seperti akan dibaca warga, misalnya Rp350.000.")
    kind = models.CharField("jenis", max_length=10, choices=Kind)
    source = models.CharField("sumber", max_length=200)
    source_url = models.URLField("alamat sumber", blank=True)
    checked_on = models.DateField("terakhir diperiksa")
    checked_by = models.CharField("diperiksa oleh", max_length=120)
    valid_until = models.DateField(
        "berlaku sampai", null=True, blank=True, help_text="Sesudah tanggal ini warga tidak membacanya lagi."
    )
    is_certain = models.BooleanField(
        "sudah pasti",
        default=False,
        help_text="Tanpa centang, warga membaca “belum pasti, tanyakan ke Disnaker”.",
    )
    told_on = models.DateField(null=True, editable=False)  # when editors were told that it has expired

    objects = FactQuerySet.as_manager()

    search_fields = [index.SearchField("label"), index.SearchField("value"), index.FilterField("kind")]
    panels = [
        HelpPanel("Fakta dipakai banyak halaman. Ubah di sini satu kali, semua halaman ikut berubah."),
        FieldPanel("code"),
        FieldPanel("label"),
        FieldRowPanel([FieldPanel("value"), FieldPanel("kind")]),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("source"), FieldPanel("source_url")]),
                FieldRowPanel([FieldPanel("checked_on"), FieldPanel("checked_by")]),
                FieldRowPanel([FieldPanel("valid_until"), FieldPanel("is_certain")]),
            ],
            "Pemeriksaan",
        ),
    ]

    class Meta:
        verbose_name = "fakta"
        verbose_name_plural = "fakta"
        ordering = ["kind", "label"]
        constraints = [
            models.CheckConstraint(condition=Q(code=models.functions.Lower("code")), name="fact_code_is_lower"),
            models.CheckConstraint(
                condition=Q(valid_until=None) | Q(valid_until__gte=models.F("checked_on")),
                name="fact_is_valid_when_checked",
                violation_error_message="“Berlaku sampai” tidak boleh sebelum tanggal pemeriksaan.",
            ),
        ]

    def __str__(self):
        return f"{self.label}: {self.value}"

    def clean(self):
        self.code = self.code.lower()
        if self.code == fact_tags.QUICK_EXIT and not self.value.startswith("https://"):
            raise ValidationError({"value": "Tulis alamat lengkap yang dimulai dengan https://."})
        if self.pk and not Fact.objects.filter(pk=self.pk, code=self.code).exists():
            raise ValidationError({"code": "Kode tidak bisa diubah, karena halaman memanggil fakta dengan kode ini."})

    @property
    def tag(self):
        return fact_tags.tag(self.code)

    @property
    def has_expired(self):
        return self.valid_until is not None and self.valid_until < today()

    @property
    def needs_check(self):
        return self.has_expired or not self.is_certain

    def said(self, *, for_editors=False) -> str:
        """What a reader finds in its place: the value, or that nobody vouches for one. Editors read which."""
        if not self.needs_check:
            return self.value
        doubt = fact_tags.UNSURE_WAGE if self.kind == self.Kind.WAGE else fact_tags.UNSURE
        return doubt + fact_tags.FOR_EDITORS.format(code=self.code) if for_editors else doubt

    @property
    def state(self):
        if self.has_expired:
            return "sudah lewat masa berlaku"
        return "pasti" if self.is_certain else "perlu dicek"


def fill(html, *, for_editors=False):
    """The text of a page with its facts in it: one query, and none where there is no tag."""
    codes = fact_tags.codes(html)
    facts = Fact.objects.filter(code__in=codes) if codes else []
    values = {fact.code: fact.said(for_editors=for_editors) for fact in facts}
    days = {fact.code: date_format(fact.checked_on, "j F Y") for fact in facts}
    unknown = fact_tags.UNSURE + fact_tags.FOR_EDITORS if for_editors else fact_tags.UNSURE
    return fact_tags.fill(html, values, unknown, days)


def refuse_unknown(texts):
    """ValidationError where one of {field: text} names a fact that nobody has written down."""
    named = {field: fact_tags.codes(text) for field, text in texts.items()}
    wanted = set().union(*named.values())
    known = set(Fact.objects.filter(code__in=wanted).values_list("code", flat=True)) if wanted else set()
    errors = {field: _unknown(codes - known) for field, codes in named.items() if codes - known}
    broken = {field: BROKEN for field, text in texts.items() if fact_tags.is_broken(text)}
    if errors or broken:
        raise ValidationError(broken | errors)


def _unknown(codes):
    names = ", ".join(f"“{code}”" for code in sorted(codes))
    return f"Tidak ada fakta dengan kode {names}. Periksa ejaannya di menu Fakta, atau minta redaksi menambahkannya."
