import uuid
from datetime import timedelta

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from accounts.models import Assignment
from cases.models.history import with_history
from cases.models.scope import NOTHING, case_scope
from cases.models.sharing import Sharing
from cases.states.coordination import SENT

# An agency that opened its link and said nothing for so long has been heard of, and is still silent.
READ_AND_SILENT = timedelta(days=3)
UNANSWERED = Q(answered_at=None, revoked_at=None)


class ReplyLinkQuerySet(models.QuerySet):
    def visible_to(self, actor):
        """The city's own affair: an agency holds its link, and no list of links."""
        return self.filter(
            NOTHING if actor is None or actor.agency_id else case_scope(actor, "sharing__coordination__case__")
        )

    def live(self, on):
        """Those that still open a page: in time, not answered, not taken back, and about something still sent."""
        standing = Q(sharing__in=Sharing.objects.standing(), sharing__coordination__status__in=SENT)
        return self.filter(UNANSWERED, standing, expires_on__gte=on)

    def silent(self, on):
        """No reaction by any door: the time ran out, or the page was read and nothing came."""
        read = Q(opened_at__lt=timezone.now() - READ_AND_SILENT)
        unmoved = Q(sharing__coordination__status_since__lte=F("sharing__shared_at"))
        waiting = unmoved & Q(sharing__coordination__status__in=SENT)
        return self.filter(UNANSWERED & (Q(expires_on__lt=on) | read), waiting)


@with_history("opened_at")
class ReplyLink(models.Model):
    """The address by which an agency answers one hand-over without an account. Only the hash of its token is kept."""

    class Way(models.TextChoices):
        EMAIL = "EMAIL", "e-mail ke instansi itu"
        KERTAS = "KERTAS", "alamat dan kode QR, dicetak di surat"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    sharing = models.OneToOneField(Sharing, models.CASCADE, related_name="link")
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    way = models.CharField("dikirim lewat", max_length=10, choices=Way)
    expires_on = models.DateField("berlaku sampai")
    opened_at = models.DateTimeField("pertama dibuka", null=True, editable=False)
    answered_at = models.DateTimeField("dijawab pada", null=True, editable=False)
    answer_key = models.UUIDField(null=True, editable=False)  # of the form: a repeated answer is the same answer
    revoked_at = models.DateTimeField("dicabut pada", null=True, editable=False)
    revoked_by = models.ForeignKey(Assignment, models.PROTECT, null=True, editable=False, related_name="+")

    objects = ReplyLinkQuerySet.as_manager()

    class Meta:
        verbose_name = "tautan balasan"
        verbose_name_plural = "tautan balasan"
        ordering = ["-sharing__shared_at"]
        indexes = [models.Index(fields=["expires_on"], condition=UNANSWERED, name="reply_link_unanswered")]

    def __str__(self):
        return f"tautan {self.pk}"

    def get_absolute_url(self):
        return self.coordination.get_absolute_url()

    @property
    def coordination(self):
        return self.sharing.coordination

    @property
    def case_id(self):
        return self.coordination.case_id

    def is_live(self, on):
        return self.answered_at is None and self.revoked_at is None and self.expires_on >= on

    def state(self, on):
        """One word for the page of the case."""
        if self.answered_at:
            return "sudah dijawab"
        if self.revoked_at:
            return "dicabut"
        if self.expires_on < on:
            return "habis waktunya, tanpa reaksi"
        return "sudah dibuka, belum dijawab" if self.opened_at else "belum dibuka"
