from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.urls import reverse

from accounts.models import Assignment, Role, ScopedQuerySet, Territory
from cases.models.history import with_history
from cases.models.scope import case_scope
from cases.values.choices import NikStatus, NoNikReason, Residency, Sex
from cases.values.identity import normalise_nik, searchable_name
from lib.encryption import BlindIndexField, EncryptedTextField


class PersonQuerySet(ScopedQuerySet):
    def scope(self, actor):
        """Territory for the city's own people; Dinsos and BP3MI reach persons only through the cases open to them."""
        if actor is not None and actor.role in (Role.DINSOS, Role.BP3MI):
            return Q(pk__in=self.model.objects.filter(case_scope(actor, "case_persons__case__")).values("pk"))
        return super().scope(actor)

    def with_nik(self, nik):
        return self.filter(nik_index__in=self.model._meta.get_field("nik_index").candidates(nik))

    def named_like(self, text):
        """Every word of `text` occurs in one of the person's names, in any order."""
        words = searchable_name(text).split()
        return self.filter(*(Q(search_name__contains=word) for word in words)) if words else self.none()


@with_history("search_name")
class Person(models.Model):
    """One human, once; each departure is a Journey. May lack a NIK, then with the reason."""

    client_uuid = models.UUIDField(unique=True, editable=False)  # made by the form: a repeated POST is the same person
    name = models.CharField("nama sesuai KTP", max_length=150)
    passport_name = models.CharField("nama sesuai paspor", max_length=150, blank=True)
    other_names = ArrayField(models.CharField(max_length=150), verbose_name="nama lain", default=list, blank=True)
    search_name = models.TextField(editable=False)
    sex = models.CharField("jenis kelamin", max_length=20, choices=Sex, blank=True)
    birth_date = models.DateField("tanggal lahir", null=True, blank=True)
    birth_place = models.CharField("tempat lahir", max_length=100, blank=True)
    nik = EncryptedTextField("NIK", null=True, blank=True)
    nik_index = BlindIndexField(source="nik", purpose="nik", normalise=normalise_nik)
    no_nik_reason = models.CharField("alasan tanpa NIK", max_length=20, choices=NoNikReason, blank=True)
    nik_status = models.CharField(
        "pemeriksaan NIK", max_length=20, choices=NikStatus, default=NikStatus.BELUM_DIVERIFIKASI
    )
    residency = models.CharField("status warga", max_length=20, choices=Residency, default=Residency.KTP)
    territory = models.ForeignKey(Territory, models.PROTECT, verbose_name="RT tempat tinggal")
    address = models.CharField("alamat", max_length=200, blank=True)
    registered_by = models.ForeignKey(Assignment, models.PROTECT, related_name="+", verbose_name="didata oleh")
    registered_at = models.DateTimeField("didata pada", auto_now_add=True)

    objects = PersonQuerySet.as_manager()

    class Meta:
        verbose_name = "warga"
        verbose_name_plural = "warga"
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(nik__isnull=False, nik_index__isnull=False) | Q(nik__isnull=True, nik_index__isnull=True),
                name="person_nik_has_index",
            ),
            models.CheckConstraint(
                condition=Q(nik_index__isnull=False) | ~Q(no_nik_reason=""),
                name="person_without_nik_has_reason",
            ),
        ]
        indexes = [
            GinIndex(fields=["search_name"], opclasses=["gin_trgm_ops"], name="person_name_trgm"),
            models.Index(fields=["territory", "-id"], name="person_by_territory"),
        ]

    def __str__(self):
        return self.number

    def save(self, **kwargs):
        self.search_name = searchable_name(self.name, self.passport_name, *self.other_names)
        super().save(**kwargs)

    def get_absolute_url(self):
        return reverse("cases:person", args=[self.pk])

    @property
    def number(self):
        """The register number, which may be read aloud: it says nothing about the person."""
        return f"W-{self.pk:06d}"
