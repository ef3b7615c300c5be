import uuid

from django.db import models

from accounts.models import Assignment, ScopedQuerySet, Territory
from cases.models.person import Person
from lib.encryption import EncryptedTextField


class NikConflict(models.Model):
    """A NIK typed in one place that is already recorded in another: kept whole, decided by the kelurahan or Disnaker.

    The second RT learns only "sudah terdata, diteruskan ke kelurahan" (domain.md §5.3, §9 situation 1).
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    client_uuid = models.UUIDField(unique=True, editable=False)
    person = models.ForeignKey(Person, models.CASCADE, related_name="nik_conflicts")
    territory = models.ForeignKey(Territory, models.PROTECT, related_name="+")
    entered = EncryptedTextField("yang diisi")  # JSON of the form, so that nothing typed is lost
    reported_by = models.ForeignKey(Assignment, models.PROTECT, related_name="+")
    reported_at = models.DateTimeField(auto_now_add=True)
    decided_by = models.ForeignKey(Assignment, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    decision = models.CharField("keputusan", max_length=200, blank=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "NIK bentrok"
        verbose_name_plural = "NIK bentrok"
        ordering = ["reported_at"]

    def __str__(self):
        return str(self.id)
