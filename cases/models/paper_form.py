import secrets
import uuid

from django.db import models

from accounts.models import Assignment, ScopedQuerySet, Territory
from cases.models.set_together import set_together
from lib.encryption import EncryptedTextField

LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # none that a hand writes like another one
LENGTH = 8


def make_code():
    return "".join(secrets.choice(LETTERS) for _ in range(LENGTH))


class PaperFormQuerySet(ScopedQuerySet):
    def keyed_on(self, actor, on):
        """What this actor typed in on that WIB date, the newest first."""
        return self.filter(keyed_by=actor, keyed_at__date=on).order_by("-keyed_at")


class PaperForm(models.Model):
    """One printed page for one resident; its key is the one his record will carry, however often it is typed in."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    code = models.CharField("nomor formulir", max_length=LENGTH, unique=True, default=make_code)
    batch = models.UUIDField(db_index=True, editable=False)  # printed together
    territory = models.ForeignKey(Territory, models.PROTECT, related_name="+", verbose_name="RT")
    printed_by = models.ForeignKey(Assignment, models.PROTECT, related_name="+")
    printed_at = models.DateTimeField("dicetak pada", auto_now_add=True)
    filled_on = models.DateField("tanggal diisi", null=True, blank=True)
    written_by = EncryptedTextField("nama yang mengisi", blank=True, default="")  # who held the pen
    keyed_by = models.ForeignKey(Assignment, models.PROTECT, null=True, related_name="+")
    keyed_at = models.DateTimeField("diketik pada", null=True)

    objects = PaperFormQuerySet.as_manager()

    class Meta:
        verbose_name = "formulir kertas"
        verbose_name_plural = "formulir kertas"
        ordering = ["printed_at", "code"]
        constraints = [set_together("keyed_by", "keyed_at", name="paper_form_keyed_by_somebody")]
        indexes = [models.Index(fields=["territory", "keyed_at"], name="paper_form_by_place")]

    def __str__(self):
        return self.code

    @property
    def written_code(self):
        """In two groups, as it is printed."""
        return f"{self.code[:4]}-{self.code[4:]}"
