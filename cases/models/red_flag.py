from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from cases.models.history import with_history
from cases.values.spoken_countries import read_country
from cases.values.word_pattern import compile_patterns
from lib.clock import today

RECHECK_AFTER = timedelta(days=365)


class RedFlagQuerySet(models.QuerySet):
    def active(self):
        return self.filter(is_active=True)


@with_history("updated_at")
class RedFlag(models.Model):
    """A sign by which a job offer betrays itself, or a sign of an honest one: a row that Disnaker keeps.

    It speaks about an offer, never about the resident. `weight` below zero is a sign of the proper way. Lines of
    `words` are patterns (cases/values/word_pattern.py); one is enough. Where `also` is filled, one of its lines must be
    there too; where one of `unless` is there, the sign does not count. The line `kerjadalamnegeri` in `unless` stands
    for work inside Indonesia (cases/values/offer_context.py). Of a sign about countries the lines are those that raise
    no question; it is found where the one named in the offer is none of them.
    """

    class Kind(models.TextChoices):
        WORDS = "WORDS", "kata-kata dalam tawaran"
        PAY = "PAY", "gaji sebulan paling sedikit sekian rupiah"
        MONEY = "MONEY", "uang di muka paling sedikit sekian rupiah"
        LEAVES = "LEAVES", "berangkat dalam sekian hari"
        COUNTRY = "COUNTRY", "negara tujuan tidak ada di daftar ini"

    code = models.SlugField("kode", max_length=40, unique=True)
    title = models.CharField("tanda", max_length=120)
    kind = models.CharField("cara mengenali", max_length=10, choices=Kind, default=Kind.WORDS)
    weight = models.SmallIntegerField(
        "bobot", help_text="1 sampai 5: makin besar makin berbahaya. Di bawah nol: tanda jalur yang benar."
    )
    words = models.TextField(
        "kata-kata",
        blank=True,
        help_text="Satu pola per baris. a/b: salah satu. kata*: awal kata. Dua titik (..): boleh ada kata di antara. "
        "Untuk tanda tentang negara tujuan: satu nama negara per baris.",
    )
    also = models.TextField("hanya kalau ada juga", blank=True)
    unless = models.TextField("kecuali kalau ada", blank=True)
    number = models.PositiveIntegerField("angka batas", null=True, blank=True)
    can_be_denied = models.BooleanField(
        "tidak berlaku kalau disangkal", default=False, help_text="Misalnya: tanpa deposit, tidak ada deposit."
    )
    why = models.TextField("mengapa berbahaya", help_text="Satu atau dua kalimat untuk keluarga.")
    say = models.TextField("yang disampaikan kepada keluarga", blank=True)
    ask = models.TextField("yang perlu ditanyakan", blank=True)
    page = models.CharField("halaman edukasi", max_length=200, blank=True, help_text="Alamat, misalnya /edukasi/…/")
    source = models.CharField("sumber", max_length=200)
    checked_on = models.DateField("diperiksa pada")
    is_certain = models.BooleanField(
        "sudah pasti",
        default=False,
        help_text="Centang kalau sumbernya sudah Anda baca sendiri. Tanpa centang, warga membaca “belum pasti”.",
    )
    order = models.PositiveSmallIntegerField("urutan", default=100)
    is_active = models.BooleanField("dipakai", default=True)
    updated_at = models.DateTimeField("diubah pada", auto_now=True)

    objects = RedFlagQuerySet.as_manager()

    class Meta:
        verbose_name = "tanda bahaya"
        verbose_name_plural = "tanda bahaya"
        ordering = ["order", "code"]
        constraints = [
            models.CheckConstraint(condition=Q(weight__range=(-5, 5)) & ~Q(weight=0), name="red_flag_weight_in_range"),
            models.CheckConstraint(
                condition=Q(kind__in=["WORDS", "COUNTRY"]) | Q(number__gt=0), name="red_flag_has_its_number"
            ),
            models.CheckConstraint(
                condition=~Q(kind__in=["WORDS", "COUNTRY"]) | ~Q(words=""), name="red_flag_has_its_words"
            ),
        ]

    def __str__(self):
        return self.title

    def clean(self):
        for field in ("words", "also", "unless"):
            read = self._read_countries if field == "words" and self.kind == self.Kind.COUNTRY else compile_patterns
            try:
                read(getattr(self, field))
            except ValueError as error:
                raise ValidationError({field: str(error)}) from None

    @property
    def countries(self):
        """Codes of the countries that raise no question."""
        return self._read_countries(self.words)

    @staticmethod
    def _read_countries(lines):
        """Raises ValueError with a sentence about the first line that names no country."""
        codes = set()
        for name in filter(None, map(str.strip, lines.splitlines())):
            try:
                codes.add(read_country(name)[0])
            except ValueError as error:
                raise ValueError(f"“{name}”: {error}") from None
        return codes

    @property
    def is_warning(self):
        return self.weight > 0

    @property
    def is_vouched_for(self):
        """Somebody has read the source, and not too long ago: only then is it told as certain."""
        return self.is_certain and not self.needs_check

    @property
    def needs_check(self):
        return self.checked_on + RECHECK_AFTER < today()

    @property
    def version(self):
        return self.updated_at.isoformat() if self.updated_at else ""
