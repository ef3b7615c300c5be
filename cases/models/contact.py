from django.db import models
from django.db.models.functions import Now

from cases.models import kept_record
from cases.models.history import with_history
from cases.models.person import OfPersonQuerySet, Person
from cases.values.choices import Relation
from cases.values.identity import normalise_phone
from lib.encryption import BlindIndexField, EncryptedTextField


class ContactQuerySet(OfPersonQuerySet):
    def with_phone(self, phone):
        return self.filter(phone_index__in=self.model._meta.get_field("phone_index").candidates(phone))


@with_history()
class Contact(models.Model):
    """A number by which a person or somebody close can be reached; one phone is often shared by a household."""

    # The constraint below begins with it, and indexes it.
    person = models.ForeignKey(Person, models.CASCADE, related_name="contacts", db_index=False)
    name = models.CharField("nama", max_length=150, blank=True)
    relation = models.CharField("hubungan", max_length=20, choices=Relation, default=Relation.DIRI_SENDIRI)
    phone = EncryptedTextField("nomor HP", null=True, blank=True)  # some have none, and are still worth knowing
    phone_index = BlindIndexField(source="phone", purpose="phone", normalise=normalise_phone)
    safe_note = models.CharField("kapan aman dihubungi", max_length=200, blank=True)
    updated_at = models.DateTimeField("diubah pada", auto_now=True, db_default=Now())

    objects = ContactQuerySet.as_manager()

    class Meta:
        verbose_name = "kontak"
        verbose_name_plural = "kontak"
        ordering = ["pk"]
        indexes = [models.Index(fields=["phone_index"], name="contact_by_phone")]
        constraints = [
            models.UniqueConstraint(fields=["person", "phone_index", "relation"], name="one_contact_per_number"),
        ]
        triggers = kept_record.follow()

    def __str__(self):
        return f"kontak {self.pk}"

    @property
    def version(self):
        """As of Person: what an edit form carries."""
        return self.updated_at.isoformat()
