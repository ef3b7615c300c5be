import base64
import secrets
from string import Formatter

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse

from accounts.models import Assignment, ScopedQuerySet, Territory
from cases.models import kept_record
from cases.models.document import Document
from cases.models.history import with_history
from cases.models.person import Person
from cases.values.choices import LetterKind
from lib.encryption import EncryptedTextField

CODE_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that is read as another one
CODE_LENGTH = 16  # 79 bits: nobody guesses one
PLACEHOLDERS = {"kode", "nomor", "singkatan", "bulan", "tahun"}
WRONG_FORMAT = "Format nomor harus memuat {nomor} dan {tahun}; yang lain hanya {kode}, {singkatan}, dan {bulan}."


def make_code():
    return "".join(secrets.choice(CODE_LETTERS) for _ in range(CODE_LENGTH))


def check_number_format(text):
    """Raises ValidationError for a format that cannot be filled in, or that would give two letters one number."""
    try:
        holes = [part[1:] for part in Formatter().parse(text) if part[1] is not None]
    except ValueError:
        holes = []
    names = {name for name, _, _ in holes}
    if not {"nomor", "tahun"} <= names <= PLACEHOLDERS or any(spec or how for _, spec, how in holes):
        raise ValidationError(WRONG_FORMAT)


@with_history()
class Letterhead(models.Model):
    """What stands at the head and the foot of an office's letters; letters already issued keep what they had.

    The territory says whose: a kelurahan's, or with the whole city that of Disnaker.
    """

    territory = models.OneToOneField(Territory, models.PROTECT, related_name="letterhead")
    government = models.CharField("pemerintah", max_length=100, default="Pemerintah Kota Pangkalpinang")
    district = models.CharField("kecamatan", max_length=100, blank=True)
    name = models.CharField("nama kantor", max_length=100)
    address = models.CharField("alamat dan telepon", max_length=200, blank=True)
    phone = models.CharField("telepon untuk bertanya", max_length=30, blank=True)
    signer_title = models.CharField("jabatan penanda tangan", max_length=60, default="Lurah")
    signer_name = models.CharField("nama penanda tangan", max_length=150, blank=True)
    signer_nip = models.CharField("NIP", max_length=30, blank=True)
    abbreviation = models.CharField("singkatan kantor di nomor surat", max_length=20)
    permission_code = models.CharField("kode surat izin keluarga", max_length=20, default="560")
    marital_code = models.CharField("kode surat status perkawinan", max_length=20, default="474.2")
    family_code = models.CharField("kode surat pengantar", max_length=20, default="474", db_default="474")
    case_code = models.CharField("kode surat kasus", max_length=20, default="560", db_default="560")
    number_format = models.CharField(
        "format nomor",
        max_length=100,
        default="{kode}/{nomor}/{singkatan}/{bulan}/{tahun}",
        validators=[check_number_format],
    )

    class Meta:
        verbose_name = "kop surat"
        verbose_name_plural = "kop surat"

    def __str__(self):
        return self.name


class LetterQuerySet(ScopedQuerySet):
    """The register is the office's: a letter stays in it wherever the resident lives now."""

    territory_path = "kelurahan"


class Letter(models.Model):
    """A letter a kelurahan issued: its place in the register. What it says stands in the stored file alone."""

    id = models.UUIDField(primary_key=True, editable=False)  # made by the form: a repeated POST is the same letter
    kind = models.CharField("jenis", max_length=20, choices=LetterKind)
    kelurahan = models.ForeignKey(Territory, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField("tahun")
    serial = models.PositiveIntegerField("urutan")
    number = models.CharField("nomor", max_length=100)
    code = models.CharField("kode keaslian", max_length=CODE_LENGTH, unique=True, default=make_code)
    person = models.ForeignKey(Person, models.PROTECT, related_name="letters", verbose_name="warga")
    document = models.OneToOneField(Document, models.SET_NULL, null=True, related_name="letter")
    issued_on = models.DateField("tanggal surat")
    issued_by = models.ForeignKey(Assignment, models.PROTECT, related_name="+", verbose_name="diterbitkan oleh")
    withdrawn_on = models.DateField("dicabut pada", null=True, blank=True)
    withdrawn_by = models.ForeignKey(Assignment, models.PROTECT, null=True, related_name="+")
    withdrawn_because = EncryptedTextField("alasan dicabut", blank=True, default="")

    objects = LetterQuerySet.as_manager()

    class Meta:
        verbose_name = "surat"
        verbose_name_plural = "surat"
        ordering = ["-issued_on", "-serial"]
        constraints = [
            models.UniqueConstraint(fields=["kelurahan", "kind", "year", "serial"], name="one_letter_per_number"),
        ]
        triggers = kept_record.follow()

    def __str__(self):
        return self.number

    def get_absolute_url(self):
        return reverse("cases:letter", args=[self.pk])

    @property
    def public_code(self):
        return in_fours(self.code)

    @property
    def public_kind(self):
        """What whoever holds a letter may read about it."""
        return self.get_kind_display()

    @property
    def issuer(self):
        return f"Kelurahan {self.kelurahan.name}"


def in_fours(code):
    """As it is printed."""
    return "-".join(code[start : start + 4] for start in range(0, len(code), 4))


class SealedPdf(models.Model):
    """A letter as it was issued, never set again. In the database: it is there exactly if the number is taken."""

    content = EncryptedTextField()

    class Meta:
        abstract = True

    def __str__(self):
        return f"berkas {self.pk}"

    @classmethod
    def store(cls, letter, pdf):
        return cls.objects.create(letter=letter, content=base64.b64encode(pdf).decode())

    def read(self):
        return base64.b64decode(self.content)


class LetterFile(SealedPdf):
    letter = models.OneToOneField(Letter, models.CASCADE, primary_key=True, related_name="file")
