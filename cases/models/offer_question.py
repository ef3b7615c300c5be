import textwrap
import uuid
from datetime import timedelta

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.urls import reverse

from accounts.models import Assignment
from cases.models.scope import NOTHING, WHOLE_CITY
from cases.values.countries import country_name
from cases.values.identity import normalise_phone
from cases.values.offer import Offer
from lib.encryption import BlindIndexField, EncryptedTextField

TONES = {"red": "danger", "amber": "warn", "none": "quiet"}
KEPT_FOR = timedelta(days=90)


class OfferQuestionQuerySet(models.QuerySet):
    def visible_to(self, actor):
        """What people paste is for those who answer, and for nobody else."""
        return self.all() if actor is not None and actor.role in WHOLE_CITY else self.filter(NOTHING)

    def waiting(self):
        return self.filter(answered_at=None)

    def by_recruiter(self, phone):
        """Asked about the same telephone number of a recruiter, in whatever spelling."""
        field = self.model._meta.get_field("recruiter_phone_index")
        return self.filter(recruiter_phone_index__in=field.candidates(phone)) if phone else self.none()

    def most_pressing_first(self):
        """What looks like a flood stands behind the rest, never outside the list."""
        return self.order_by("is_suspect", "due_on", "asked_at", "pk")

    def expired(self, on):
        return self.filter(asked_at__date__lte=on - KEPT_FOR)


class OfferQuestion(models.Model):
    """A job offer that somebody asks Disnaker about, perhaps without a name. No history: after 90 days it is gone."""

    class Level(models.TextChoices):
        RED = "red", "Bahaya besar"
        AMBER = "amber", "Perlu dicek dulu"
        NONE = "none", "Tidak terlihat tanda bahaya"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    client_uuid = models.UUIDField(unique=True, editable=False)
    text = EncryptedTextField("tawaran", blank=True, default="")
    company = EncryptedTextField("perusahaan", blank=True, default="")
    country = models.CharField("negara", max_length=2, blank=True)
    job = EncryptedTextField("pekerjaan", blank=True, default="")
    pay = EncryptedTextField("gaji", blank=True, default="")
    visa = models.CharField("visa", max_length=40, blank=True)
    offered_by = EncryptedTextField("yang menawarkan", blank=True, default="")
    money_asked = EncryptedTextField("uang yang diminta", blank=True, default="")
    leaves_in_days = models.PositiveSmallIntegerField("berangkat dalam hari", null=True, blank=True)
    recruiter_phone = EncryptedTextField("nomor HP perekrut", blank=True, default="")
    recruiter_phone_index = BlindIndexField(source="recruiter_phone", purpose="phone", normalise=normalise_phone)
    question = EncryptedTextField("pertanyaan", blank=True, default="")
    asker_phone = EncryptedTextField("nomor HP penanya", blank=True, default="")
    level = models.CharField("hasil cek", max_length=10, choices=Level)
    flags = ArrayField(models.CharField(max_length=40), verbose_name="tanda", default=list)  # RedFlag.code
    is_suspect = models.BooleanField("perlu dicek keasliannya", default=False)
    asked_at = models.DateTimeField("masuk pada", auto_now_add=True)
    due_on = models.DateField("dijawab paling lambat")
    answer = EncryptedTextField("jawaban", null=True, blank=True)
    answered_by = models.ForeignKey(Assignment, models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField("dijawab pada", null=True)
    receipt_hash = models.CharField(max_length=64, unique=True, editable=False)  # lib.receipt.stretch

    objects = OfferQuestionQuerySet.as_manager()

    class Meta:
        verbose_name = "pertanyaan tawaran kerja"
        verbose_name_plural = "pertanyaan tawaran kerja"
        ordering = ["-asked_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_at=None, answered_by=None, answer__isnull=True)
                | Q(answered_at__isnull=False, answered_by__isnull=False, answer__isnull=False),
                name="offer_answered_says_by_whom_and_what",
            ),
        ]
        indexes = [
            models.Index(fields=["is_suspect", "due_on"], condition=Q(answered_at=None), name="offer_waiting"),
            models.Index(fields=["-asked_at"], name="offer_by_day"),
            models.Index(fields=["recruiter_phone_index"], name="offer_by_recruiter"),
        ]

    def __str__(self):
        return str(self.id)

    def get_absolute_url(self):
        return reverse("cases:offer_question", args=[self.pk])

    @property
    def offer(self):
        """The offer as the signs read it."""
        return Offer(
            text=self.text if not self.company else f"{self.text}. perusahaan {self.company}",
            country=self.country,
            job=self.job,
            pay=self.pay,
            visa=self.visa,
            offered_by=self.offered_by,
            money_asked=self.money_asked or None,
            leaves_in_days=self.leaves_in_days,
        )

    @property
    def summary(self):
        """One line for lists: what it is about, else how it begins."""
        begins = textwrap.shorten(self.text, 60, placeholder="…")
        return self.job or self.company or begins or "Tawaran kerja"

    @property
    def tone(self):
        return TONES[self.level]

    @property
    def country_name(self):
        return country_name(self.country)

    @property
    def version(self):
        """What an answer that is being written was written upon."""
        return self.answered_at.isoformat() if self.answered_at else ""

    def is_late(self, on):
        return self.answered_at is None and self.due_on < on
