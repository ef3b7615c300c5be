"""The numbers to call."""

from datetime import timedelta
from itertools import groupby

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel

from lib.clock import today

RECHECK_AFTER = timedelta(days=180)
NOTICE = timedelta(days=30)  # so long before a number leaves the pages its editors are told
LIST_LIMIT = 100


class EmergencyContactQuerySet(models.QuerySet):
    def active(self):
        return self.filter(is_active=True)

    def fresh(self, on):
        return self.active().filter(checked_on__gte=on - RECHECK_AFTER)

    def stale(self, on):
        """Nobody has called them for half a year: no page shows them until somebody does."""
        return self.active().filter(checked_on__lt=on - RECHECK_AFTER)

    def soon_stale(self, on):
        return self.fresh(on).filter(checked_on__lt=on + NOTICE - RECHECK_AFTER)


class EmergencyContact(models.Model):
    """A number that may save a life: shown only with the day on which somebody last checked it."""

    class Kind(models.TextChoices):
        CALL = "CALL", "telepon"
        WHATSAPP = "WHATSAPP", "WhatsApp"

    class WorksFrom(models.TextChoices):
        INDONESIA = "INDONESIA", "dari Indonesia"
        ABROAD = "ABROAD", "dari luar negeri"
        ANYWHERE = "ANYWHERE", "dari mana saja"

    # Start pages name the contact by it; numbers that editors add have none.
    code = models.SlugField(unique=True, null=True, blank=True, editable=False)
    name = models.CharField("nama", max_length=120)
    purpose = models.CharField("untuk siapa, untuk apa", max_length=200)
    number = models.CharField(
        "nomor untuk dihubungi",
        max_length=16,
        validators=[RegexValidator(r"^\+[1-9]\d{6,14}$|^\d{3,12}$", "Tulis +62… tanpa spasi, atau nomor pendek.")],
        help_text="Dengan kode negara dan tanpa spasi, misalnya +6281212345678. Nomor pendek seperti 129 boleh.",
    )
    shown_as = models.CharField("ditulis di halaman", max_length=40, help_text="Dengan jeda agar mudah dibaca.")
    kind = models.CharField("cara", max_length=10, choices=Kind)
    works_from = models.CharField("bisa dihubungi", max_length=10, choices=WorksFrom)
    country = models.CharField(
        "negara", max_length=60, blank=True, help_text="Hanya untuk kedutaan: negara tempat warga berada."
    )
    source = models.CharField("sumber", max_length=200)
    checked_on = models.DateField("terakhir diperiksa")
    checked_by = models.CharField("diperiksa oleh", max_length=120)
    order = models.PositiveSmallIntegerField("urutan", default=100)
    is_active = models.BooleanField("tampil", default=True)
    told_on = models.DateField(null=True, editable=False)  # when editors were told that it is too old

    objects = EmergencyContactQuerySet.as_manager()

    panels = [
        FieldPanel("name"),
        FieldPanel("purpose"),
        FieldRowPanel([FieldPanel("number"), FieldPanel("shown_as")]),
        FieldRowPanel([FieldPanel("kind"), FieldPanel("works_from"), FieldPanel("country")]),
        MultiFieldPanel(
            [FieldPanel("source"), FieldRowPanel([FieldPanel("checked_on"), FieldPanel("checked_by")])], "Pemeriksaan"
        ),
        FieldRowPanel([FieldPanel("order"), FieldPanel("is_active")]),
    ]

    class Meta:
        verbose_name = "nomor darurat"
        verbose_name_plural = "nomor darurat"
        ordering = ["order", "name"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(number__regex=r"^\+?[0-9]{3,15}$"), name="contact_number_is_dialable"
            )
        ]

    def __str__(self):
        return f"{self.name}, {self.shown_as}"

    def clean(self):
        if self.is_whatsapp and not self.number.startswith("+"):
            raise ValidationError({"number": "Nomor WhatsApp perlu kode negara, misalnya +62."})

    @property
    def link(self):
        if self.is_whatsapp:
            return f"https://wa.me/{self.number.removeprefix('+')}"
        return f"tel:{self.number}"

    @property
    def is_whatsapp(self):
        return self.kind == self.Kind.WHATSAPP

    @property
    def needs_check(self):
        return today() - self.checked_on > RECHECK_AFTER

    @property
    def state(self):
        """For editors: what readers see of it, and what is to be done."""
        if self.needs_check:
            return "perlu dicek, tidak tampil"
        return "tampil" if self.is_active else "dimatikan"

    @property
    def good_until(self):
        return self.checked_on + RECHECK_AFTER


def contacts_by_country():
    """(country, contacts): first those for everybody, under an empty name. Numbers to call before those in doubt."""
    contacts = EmergencyContact.objects.active().order_by("country", "order", "name")[:LIST_LIMIT]
    groups = groupby(contacts, key=lambda contact: contact.country)
    return [(country, sorted(group, key=lambda contact: contact.needs_check)) for country, group in groups]
