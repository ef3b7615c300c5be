from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Upper
from django.urls import reverse

from accounts.models import Agency, Assignment
from cases.models.case import Case
from cases.models.case_letter import CaseLetter, CaseLetterPerson
from cases.models.history import with_history
from cases.models.returnee_list import ReturneeList
from cases.models.scope import NOTHING, WHOLE_CITY, not_shut, shut_cases
from cases.values.case_letter import Secrecy
from cases.values.incoming_letter import IncomingKind
from lib.encryption import EncryptedTextField


class IncomingLetterQuerySet(models.QuerySet):
    def visible_to(self, actor):
        """Disnaker's own register; nothing that belongs to a case this user is shut out of."""
        if actor is None or actor.role not in WHOLE_CITY:
            return self.filter(NOTHING)
        shut = CaseLetterPerson.objects.filter(link__case__in=shut_cases(actor)).values("letter")
        seen = self.filter(not_shut(actor, "case__"), ~Q(answers__in=shut))
        return seen.exclude(
            pk__in=self.model.also_answers.through.objects.filter(caseletter__in=shut).values("incomingletter")
        )

    def answering(self, letter):
        """Also where the same sheet answers another letter first."""
        also = self.model.also_answers.through.objects.filter(caseletter=letter).values("incomingletter")
        return self.filter(Q(answers=letter) | Q(pk__in=also))

    def named(self, text):
        """By the sender's number, our agenda number, or the sender."""
        by_number = Q(number__icontains=text) | Q(agenda__iexact=text)
        return self.filter(by_number | Q(sender__icontains=text) | Q(agency__name__icontains=text))


@with_history()
class IncomingLetter(models.Model):
    """A letter that came to Disnaker: its place in the agenda, and the sender's own number and date."""

    client_uuid = models.UUIDField(unique=True, editable=False)
    kind = models.CharField("jenis", max_length=10, choices=IncomingKind)
    year = models.PositiveSmallIntegerField("tahun")
    serial = models.PositiveIntegerField("urutan")
    agenda = models.CharField("nomor agenda", max_length=20)
    number = models.CharField("nomor surat pengirim", max_length=100)
    dated_on = models.DateField("tanggal surat")
    received_on = models.DateField("diterima pada")
    agency = models.ForeignKey(Agency, models.PROTECT, null=True, related_name="+", verbose_name="instansi pengirim")
    sender = models.CharField("pengirim lain", max_length=150, blank=True)
    subject = EncryptedTextField("perihal", blank=True, default="")  # often names somebody
    secrecy = models.CharField("sifat", max_length=10, choices=Secrecy, default=Secrecy.TERBATAS)
    case = models.ForeignKey(Case, models.CASCADE, null=True, related_name="incoming_letters", verbose_name="kasus")
    answers = models.ForeignKey(
        CaseLetter, models.CASCADE, null=True, related_name="incoming_answers", verbose_name="membalas"
    )
    also_answers = models.ManyToManyField(
        CaseLetter, related_name="also_answered_by", verbose_name="membalas juga", editable=False
    )
    returnee_list = models.OneToOneField(
        ReturneeList, models.CASCADE, null=True, related_name="letter", verbose_name="daftar pemulangan"
    )
    recorded_by = models.ForeignKey(Assignment, models.PROTECT, related_name="+", verbose_name="dicatat oleh")
    recorded_at = models.DateTimeField("dicatat pada", auto_now_add=True)

    objects = IncomingLetterQuerySet.as_manager()

    class Meta:
        verbose_name = "surat masuk"
        verbose_name_plural = "surat masuk"
        ordering = ["-year", "-serial"]
        constraints = [
            models.UniqueConstraint(fields=["year", "serial"], name="one_incoming_letter_per_agenda"),
            models.UniqueConstraint(
                "agency", Upper("number"), "dated_on", condition=Q(agency__isnull=False), name="incoming_letter_once"
            ),
            models.CheckConstraint(
                condition=Q(agency=None) & ~Q(sender="") | Q(agency__isnull=False, sender=""),
                name="incoming_letter_has_one_sender",
            ),
            models.CheckConstraint(condition=~Q(number=""), name="incoming_letter_has_number"),
            models.CheckConstraint(condition=Q(dated_on__lte=F("received_on")), name="incoming_letter_written_first"),
            models.CheckConstraint(
                condition=Q(returnee_list=None) | Q(kind=IncomingKind.S07), name="list_comes_by_its_letter"
            ),
        ]

    def __str__(self):
        return f"agenda {self.agenda}"

    def get_absolute_url(self):
        return reverse("cases:incoming_letter", args=[self.pk])

    @property
    def sender_name(self):
        return str(self.agency) if self.agency else self.sender
