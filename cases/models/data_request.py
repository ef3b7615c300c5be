from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from accounts.models import Assignment
from cases.models import kept_record
from cases.models.case import Case
from cases.models.case_person import CasePerson
from cases.models.history import STATUS, with_history
from cases.models.person import Person
from cases.models.restriction import Restriction
from cases.models.scope import NOTHING, WHOLE_CITY, shut_cases
from cases.models.stateful import STATUS_LENGTH, Stateful, StatusChange, status_field, valid_status
from cases.states.case import CaseStatus
from cases.states.data_request import MOVES, DataRequestStatus
from cases.values.casefile import MAYBE_CRIMES
from cases.values.data_request import DataRequestKind, RefusalGround
from lib.encryption import EncryptedTextField

NO_GROUND = "Pilih alasan penolakannya."
STILL_NEEDED = (
    "Data warga ini masih diperlukan, jadi tidak boleh dihapus sekarang. Tolak dengan alasan proses hukum: "
    "datanya lalu dibatasi."
)


def request_scope(actor, path=""):
    """A refusal can say that somebody is in trouble: only Disnaker reads it, and of it nobody who is shut out of a case
    of that person.
    """
    if actor is None or actor.role not in WHOLE_CITY:
        return NOTHING
    return ~Q(**{f"{path}person__in": CasePerson.objects.filter(case__in=shut_cases(actor)).values("person")})


class DataRequestQuerySet(models.QuerySet):
    def visible_to(self, actor):
        return self.filter(request_scope(actor))

    def unanswered(self):
        return self.filter(status=DataRequestStatus.BARU)


def is_evidence(person):
    """Whether a trial may need what is known of a person: a case runs, or was about what may be a crime.

    The end of the proceedings is nothing the portal can know; the head says so when lifting the restriction.
    """
    crimes = sorted(MAYBE_CRIMES)
    suspected = Q(category__in=crimes) | Q(further_categories__overlap=crimes)
    found = Q(persons__person=person, persons__tppo_findings__isnull=False)
    cases = Case.objects.filter(persons__person=person)
    return cases.filter(~Q(status=CaseStatus.DITUTUP) | suspected | found).exists()


@with_history(*STATUS)
class DataRequest(Stateful):
    """What somebody asks about his own data at the desk, and what was answered (UU 27/2022 art. 30 to 44)."""

    MOVES = MOVES

    client_uuid = models.UUIDField(unique=True, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="data_requests", verbose_name="tentang siapa")
    kind = models.CharField("yang diminta", max_length=20, choices=DataRequestKind)
    status = status_field(DataRequestStatus, DataRequestStatus.BARU)
    applicant = EncryptedTextField("pemohon")
    identity_check = EncryptedTextField("pemeriksaan identitas")
    wish = EncryptedTextField("permintaannya", blank=True, default="")
    received_at = models.DateTimeField("diterima pada")
    due_at = models.DateTimeField("dijawab paling lambat")
    ground = models.CharField("alasan penolakan", max_length=20, choices=RefusalGround, blank=True)
    received_by = models.ForeignKey(Assignment, models.PROTECT, related_name="+", verbose_name="diterima oleh")

    objects = DataRequestQuerySet.as_manager()

    class Meta:
        verbose_name = "permintaan data pribadi"
        verbose_name_plural = "permintaan data pribadi"
        ordering = ["-received_at", "-pk"]
        constraints = [
            valid_status(DataRequestStatus, "data_request_status_valid"),
            models.CheckConstraint(
                condition=~Q(status=DataRequestStatus.DITOLAK) | ~Q(ground=""), name="data_request_refused_on_a_ground"
            ),
            models.CheckConstraint(condition=Q(due_at__gt=F("received_at")), name="data_request_due_after_receipt"),
        ]
        indexes = [models.Index(fields=["status", "due_at"], name="data_request_by_due")]
        triggers = kept_record.follow()

    def __str__(self):
        return f"permintaan {self.pk}"

    def get_absolute_url(self):
        return reverse("cases:data_request", args=[self.pk])

    def refuses(self, step, on, by, given):
        if step.target == DataRequestStatus.DITOLAK and not self.ground:
            return NO_GROUND
        is_deleted = step.target == DataRequestStatus.DIPENUHI and self.kind == DataRequestKind.HAPUS
        is_kept = is_deleted and (
            Restriction.objects.standing().filter(person=self.person_id).exists() or is_evidence(self.person_id)
        )
        return STILL_NEEDED if is_kept else ""

    def is_late(self, now):
        return self.status == DataRequestStatus.BARU and self.due_at < now


class DataRequestChangeQuerySet(models.QuerySet):
    def visible_to(self, actor):
        return self.filter(request_scope(actor, "subject__"))


class DataRequestChange(StatusChange):
    subject = models.ForeignKey(DataRequest, models.CASCADE, related_name="history")
    old_status = models.CharField(max_length=STATUS_LENGTH, choices=DataRequestStatus, blank=True)
    new_status = models.CharField(max_length=STATUS_LENGTH, choices=DataRequestStatus)

    objects = DataRequestChangeQuerySet.as_manager()
