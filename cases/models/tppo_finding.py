import uuid

from django.db import models

from accounts.models import Assignment, Role
from cases.models.case_person import CasePerson
from cases.models.scope import NOTHING, case_scope
from cases.values.casefile import Assessor, Finding
from lib.encryption import EncryptedTextField

TEAM_ROLES = {Role.DISNAKER, Role.DINSOS}


class TppoFindingQuerySet(models.QuerySet):
    def visible_to(self, actor):
        """The need-to-know team of the case and the head; the city's other officers and the agencies not."""
        if actor is None:
            return self.filter(NOTHING)
        scope = case_scope(actor, "link__case__")
        if actor.role == Role.KADIS:
            return self.filter(scope)
        if actor.role in TEAM_ROLES:
            return self.filter(scope, link__case__members__office=actor.office_id)
        return self.filter(NOTHING)


class TppoFinding(models.Model):
    """What one assessor found about one person on one day. Assessors may disagree: all rows stay, none is the truth.

    Never a flag on the person, and in no list, count or export.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    link = models.ForeignKey(CasePerson, models.CASCADE, related_name="tppo_findings")
    assessor = models.CharField("penilai", max_length=20, choices=Assessor)
    assessed_on = models.DateField("tanggal penilaian")
    finding = models.CharField("hasil", max_length=20, choices=Finding)
    basis = EncryptedTextField("dasar atau dokumen", blank=True, default="")
    note = EncryptedTextField("catatan rahasia", blank=True, default="")
    by = models.ForeignKey(Assignment, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects = TppoFindingQuerySet.as_manager()

    class Meta:
        verbose_name = "penilaian TPPO"
        verbose_name_plural = "penilaian TPPO"
        ordering = ["-assessed_on", "-recorded_at"]

    def __str__(self):
        return str(self.id)
