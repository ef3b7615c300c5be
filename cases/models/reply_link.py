import uuid
from datetime import timedelta

from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils import timezone

from accounts.models import Agency, Assignment
from cases.models.group_event import GroupEvent
from cases.models.history import with_history
from cases.models.scope import NOTHING, case_scope
from cases.models.set_together import set_together
from cases.models.sharing import Sharing

# An agency that opened its link and said nothing for so long has been heard of, and is still silent.
READ_AND_SILENT = timedelta(days=3)
UNANSWERED = Q(answered_at=None, revoked_at=None)


class ReplyLinkQuerySet(models.QuerySet):
    def visible_to(self, actor):
        """The city's own affair: an agency holds its link, and no list of links.

        It opens all that was handed over with it, so who may not see one of its cases does not see the link.
        """
        if actor is None or actor.agency_id:
            return self.filter(NOTHING)
        own = Sharing.objects.filter(link=OuterRef("pk"))
        hidden = own.filter(~case_scope(actor, "coordination__case__"))
        return self.filter(Exists(own), ~Exists(hidden))

    def live(self, on):
        """Those that still open a page: in time, not answered, not taken back, and about something still sent."""
        still = Sharing.objects.open().filter(link=OuterRef("pk"))
        return self.filter(UNANSWERED, Exists(still), expires_on__gte=on)

    def silent(self, on):
        """No reaction by any door: the time ran out, or the page was read and nothing came. Of many cases, about one
        of them at least.
        """
        read = Q(opened_at__lt=timezone.now() - READ_AND_SILENT)
        unmoved = Sharing.objects.open().filter(coordination__status_since__lte=F("shared_at"), link=OuterRef("pk"))
        return self.filter(UNANSWERED & (Q(expires_on__lt=on) | read), Exists(unmoved))

    def with_totals(self):
        """For a list: of which agency, and about how many cases."""
        return self.select_related("agency").annotate(total=Count("sharings"))

    def in_lines(self):
        """For a list that says no more than a line of each, in one question: `total` cases, and the `number` of one."""
        numbers = (
            Sharing.objects.filter(link=OuterRef("pk")).order_by("coordination").values("coordination__case__number")
        )
        return self.with_totals().select_related("group").annotate(number=Subquery(numbers[:1]))

    def with_cases(self):
        """Each brings along what was handed over with it, and about which cases."""
        handed_over = Sharing.objects.with_end().select_related("coordination__case", "coordination__agency")
        shared = models.Prefetch("sharings", handed_over.order_by("coordination"))
        return self.in_lines().prefetch_related(shared)


@with_history("opened_at")
class ReplyLink(models.Model):
    """The address by which an agency answers one hand-over without an account: about one case, or about those of a
    group (Rombongan). Only the hash of its token is kept.
    """

    class Way(models.TextChoices):
        EMAIL = "EMAIL", "e-mail ke instansi itu"
        KERTAS = "KERTAS", "alamat dan kode QR, dicetak di surat"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+", verbose_name="instansi")
    group = models.ForeignKey(GroupEvent, models.SET_NULL, null=True, related_name="reply_links", editable=False)
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    way = models.CharField("dikirim lewat", max_length=10, choices=Way)
    issued_at = models.DateTimeField("dibuat pada", default=timezone.now, editable=False)
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
        ordering = ["-issued_at"]
        constraints = [
            set_together("answer_key", "answered_at", name="reply_link_answered_once"),
            set_together("revoked_by", "revoked_at", name="reply_link_revoked_by_somebody"),
        ]
        indexes = [models.Index(fields=["expires_on"], condition=UNANSWERED, name="reply_link_unanswered")]

    def __str__(self):
        return f"tautan {self.pk}"

    def get_absolute_url(self):
        """Where the city follows it; of one case, that case."""
        if self.group_id:
            return reverse("cases:group_shared", args=[self.group_id, self.pk])
        return self.sharings.all()[0].coordination.get_absolute_url()

    @property
    def subject(self):
        """What it is about, in a line of a list; needs `in_lines`."""
        return f"{self.group}, {self.total} kasus" if self.group_id else self.number

    def is_live(self, on):
        return self.answered_at is None and self.revoked_at is None and self.expires_on >= on

    def opens(self, on):
        """Whether its page still shows something; needs `with_cases`."""
        return self.is_live(on) and any(
            one.coordination.is_sent and not one.is_taken_back for one in self.sharings.all()
        )

    def has_run_out(self, on):
        """Nobody answered it in time, and nobody took it back."""
        return self.answered_at is None and self.revoked_at is None and self.expires_on < on

    def state(self, on):
        """A few words for the page of the case."""
        if self.answered_at:
            return "sudah dijawab"
        if self.revoked_at:
            return "dicabut"
        if self.has_run_out(on):
            return "habis waktunya, tanpa reaksi"
        return "sudah dibuka, belum dijawab" if self.opened_at else "belum dibuka"
