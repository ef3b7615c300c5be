from django.db import models
from django.db.models import Exists, OuterRef, Prefetch, Q, Value
from django.db.models.functions import Now

from accounts.models import Role, Territory
from cases.models import kept_record, looked_up
from cases.models.history import STATUS, with_history
from cases.models.person import OfPersonQuerySet, Person
from cases.models.scope import WHOLE_CITY
from cases.models.stateful import STATUS_LENGTH, Stateful, StatusChange, status_field, valid_status
from cases.states.case_person import CasePersonStatus
from cases.states.journey import AWAY, MOVES, VERIFY, JourneyStatus
from cases.values.choices import OffererKind, ReturnReason, Scheme, Sector, Source, VisaKind
from cases.values.countries import country_name
from lib.encryption import EncryptedTextField

OFFICIALS = {Role.KELURAHAN, Role.DISNAKER, Role.KADIS}  # whose look at an entry counts
NEEDS_ANOTHER = (
    "Data ini perlu diperiksa petugas lain juga: pendata atau pemeriksanya masih keluarga, atau petugas sendiri."
)
KELURAHAN_FIRST = "Kelurahan memeriksa data ini lebih dulu."
UNDER_AGE = "Belum berusia 18 tahun, jadi belum boleh didaftarkan sebagai CPMI. Datanya tetap tercatat di RT."


class JourneyQuerySet(OfPersonQuerySet):
    territory_path = "territory"

    def away(self):
        return self.filter(status__in=AWAY)

    def under_contract(self):
        """Of the living who are away and whose contract has an end."""
        return (
            self.away()
            .filter(contract_ends_on__isnull=False)
            .exclude(person__journeys__status=JourneyStatus.MENINGGAL)
            .exclude(person__case_persons__status=CasePersonStatus.MENINGGAL)
        )

    def latest(self):
        """Only the newest departure of each person."""
        newer = self.model.objects.filter(person=OuterRef("person"), pk__gt=OuterRef("pk"))
        return self.filter(~Exists(newer))


VERIFIED = (JourneyStatus.TERDATA_RT, JourneyStatus.VERIFIKASI_KELURAHAN)
BECOMES_CPMI = (JourneyStatus.VERIFIKASI_KELURAHAN, JourneyStatus.TERDAFTAR_DISNAKER)


@with_history(*STATUS, "territory", "updated_at")
class Journey(Stateful):
    """One departure of one person; who leaves again gets a new row."""

    MOVES = MOVES

    client_uuid = models.UUIDField(unique=True, null=True, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="journeys")
    # Of the person; the database looks it up (looked_up).
    territory = models.ForeignKey(Territory, models.PROTECT, related_name="+", editable=False, db_index=False)
    status = status_field(JourneyStatus, JourneyStatus.TERDATA_RT)
    country = models.CharField("negara tujuan", max_length=2, blank=True)
    place = models.CharField("kota atau tempat", max_length=150, blank=True)
    job = models.CharField("pekerjaan", max_length=150, blank=True)
    sector = models.CharField("sektor", max_length=20, choices=Sector, blank=True)
    scheme = models.CharField("skema", max_length=20, choices=Scheme, default=Scheme.TIDAK_DIKETAHUI)
    employer = models.CharField("pemberi kerja", max_length=150, blank=True)
    offered_by = EncryptedTextField("siapa yang menawarkan", blank=True)  # a third person, perhaps a neighbour
    offerer_kind = models.CharField("penawar itu siapa", max_length=20, choices=OffererKind, blank=True)
    visa = models.CharField("visa", max_length=20, choices=VisaKind, blank=True)
    contract_in_hand = models.BooleanField("kontrak sudah dipegang", null=True, blank=True)
    money_asked = models.PositiveBigIntegerField("uang diminta di muka (rupiah)", null=True, blank=True)
    passport_office = models.CharField("paspor dibuat di", max_length=100, blank=True)
    source = models.CharField("sumber", max_length=20, choices=Source)
    planned_on = models.DateField("rencana berangkat", null=True, blank=True)
    departed_on = models.DateField("berangkat pada", null=True, blank=True)
    contract_ends_on = models.DateField("kontrak berakhir", null=True, blank=True)
    returned_on = models.DateField("pulang pada", null=True, blank=True)
    created_at = models.DateTimeField("dicatat pada", auto_now_add=True)
    updated_at = models.DateTimeField(
        "diubah pada", auto_now=True, db_default=Now()
    )  # by editors; a step has its own protection

    objects = JourneyQuerySet.as_manager()

    class Meta:
        verbose_name = "perjalanan"
        verbose_name_plural = "perjalanan"
        ordering = ["-pk"]
        constraints = [
            valid_status(JourneyStatus, "journey_status_valid"),
            models.CheckConstraint(
                condition=Q(returned_on=None) | Q(departed_on=None) | Q(returned_on__gte=models.F("departed_on")),
                name="journey_returns_after_departure",
            ),
        ]
        indexes = [
            models.Index(fields=["status", "territory", "status_since"], name="journey_by_status"),
            models.Index(
                fields=["territory", "contract_ends_on"],
                include=["status", "person"],
                name="journey_by_place_contract_end",
            ),
            models.Index(fields=["contract_ends_on"], name="journey_by_contract_end"),
        ]
        triggers = [*kept_record.follow(kept_record.AFTER_A_MOVE), *looked_up.of_journey()]

    def __str__(self):
        return f"perjalanan {self.pk}"

    def get_absolute_url(self):
        return self.person.get_absolute_url()

    @property
    def version(self):
        return self.updated_at.isoformat()

    def moves_for(self, actor):
        """Disnaker is only ever the second who looks, on the page made for it."""
        steps = super().moves_for(actor)
        return steps if actor.has_perm(VERIFY) else [s for s in steps if s[:2] != VERIFIED]

    def refuses(self, step, on, by, given):
        """Nobody becomes a CPMI as a minor (being recorded is none yet), and some entries take two to verify."""
        if step[:2] == VERIFIED:
            return self.refuses_verification(by)
        return UNDER_AGE if step[:2] == BECOMES_CPMI and self.person.is_minor(on) else ""

    def refuses_verification(self, by):
        """Whoever presses has looked; where two must look, the other one has to have looked before."""
        looks = self.looks()
        if not by.has_perm(VERIFY) and not looks:
            return KELURAHAN_FIRST
        return "" if self.is_seen_by_enough(looks, and_by=by) else NEEDS_ANOTHER

    def looks(self):
        """Who accepted the entry as it stands now: not what was there before a repair, an edit or a referral."""
        since, looks = max(self.status_since, self.updated_at, self.person.updated_at), []
        for seen in sorted(self.verifications.all(), key=lambda row: row.at):
            looks = [*looks, seen] if seen.is_acceptance else []
        return [seen for seen in looks if seen.at >= since]

    def needs_two(self, looks):
        """Four eyes (domain.md §9, situation 30): an official entered it, or one of the family entered or checked."""
        person = self.person
        return (
            person.registrar_is_family
            or person.registered_by.role in OFFICIALS
            or any(seen.is_family for seen in looks)
        )

    def is_seen_by_enough(self, looks, and_by=None):
        """Counts people, not offices: who holds two is still one. Nobody checks what he entered himself."""
        entered_by = self.person.registered_by
        eyes = {seen.by.user_id for seen in looks} | ({and_by.user_id} if and_by else set())
        eyes.discard(entered_by.user_id)
        if entered_by.role in OFFICIALS:
            eyes.add(entered_by.user_id)
        return len(eyes) >= (2 if self.needs_two(looks) else 1)

    @property
    def country_name(self):
        return country_name(self.country)


class JourneyChange(StatusChange):
    subject = models.ForeignKey(Journey, models.CASCADE, related_name="history")
    old_status = models.CharField(max_length=STATUS_LENGTH, choices=JourneyStatus, blank=True)
    new_status = models.CharField(max_length=STATUS_LENGTH, choices=JourneyStatus)
    reason = models.CharField("alasan", max_length=40, choices=ReturnReason, blank=True)


def histories(actor, readable):
    """For prefetching the timelines of journeys: who wrote each step, whether its file is among the `readable`, and
    whether this actor reads its words. Those of Disnaker may speak of a case, which no office of the register sees
    (domain.md §8); what it sends back is for them.
    """
    of_city = Q(by__office__role__in=WHOLE_CITY) & ~Q(new_status=JourneyStatus.PERLU_PERBAIKAN)
    steps = JourneyChange.objects.select_related("by__user", "by__office").annotate(
        may_be_read=Exists(readable.filter(pk=OuterRef("file"))),
        has_words=~of_city if actor.role in (Role.RT, Role.RW, Role.KELURAHAN) else Value(actor.role != Role.KECAMATAN),
    )
    return Prefetch("history", steps)
