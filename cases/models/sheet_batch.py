import json
from datetime import timedelta

from django.db import connection, models
from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property

from accounts.models import Assignment
from cases.models.nik_conflict import NikConflict
from cases.models.person import Person
from cases.models.scope import NOTHING, WHOLE_CITY
from cases.models.set_together import set_together
from lib.encryption import EncryptedTextField

KEPT_FOR = timedelta(days=30)
UNDO_WITHIN = timedelta(days=7)
STALE_AFTER = timedelta(seconds=45)
SAVE_OUTCOMES = """
    UPDATE cases_sheetrow SET outcome = new.outcome, outcome_note = new.note, version = new.version,
        person_id = new.person, conflict_id = new.conflict
    FROM unnest(%s::bigint[], %s::text[], %s::text[], %s::text[], %s::bigint[], %s::uuid[])
        AS new(id, outcome, note, version, person, conflict)
    WHERE cases_sheetrow.id = new.id
"""


class SheetBatchQuerySet(models.QuerySet):
    def visible_to(self, actor):
        """Old lists hold the whole city: Disnaker's right alone (settled: Set-up)."""
        return self.all() if actor and actor.role in WHOLE_CITY else self.filter(NOTHING)

    def without_sheets(self):
        """Whoever only wants to know how far it is does not unlock megabytes."""
        return self.defer("sheets_json")

    def expired(self, on):
        return self.filter(uploaded_at__date__lte=on - KEPT_FOR)

    def abandoned(self, now):
        """Those at which a worker should be busy and none has been for a while."""
        return self.filter(stage__in=SheetBatch.RUNNING, touched_at__lt=now - STALE_AFTER)


class SheetBatch(models.Model):
    """One spreadsheet on its way in, or beside our own data: what was read of it, how far we are, who says go on."""

    class Kind(models.TextChoices):
        IMPORT = "IMPORT", "impor"
        RECONCILIATION = "RECONCILIATION", "rekonsiliasi"

    class Covers(models.TextChoices):
        """Whom another office's list is of: only these can be missing from it."""

        AWAY = "AWAY", "PMI yang sedang di luar negeri"
        PLANNED = "PLANNED", "calon PMI (CPMI) yang sudah terdaftar"
        BOTH = "BOTH", "keduanya"

    class Stage(models.TextChoices):
        UPLOADED = "UPLOADED", "Pilih kolom"
        CHECKING = "CHECKING", "Sedang diperiksa"
        CHECKED = "CHECKED", "Siap dilihat"
        IMPORTING = "IMPORTING", "Sedang dimasukkan"
        IMPORTED = "IMPORTED", "Sudah dimasukkan"
        UNDOING = "UNDOING", "Sedang dibatalkan"
        UNDONE = "UNDONE", "Dibatalkan"

    RUNNING = (Stage.CHECKING, Stage.IMPORTING, Stage.UNDOING)

    id = models.UUIDField(primary_key=True, editable=False)  # made by the form: a repeated POST is the same batch
    kind = models.CharField("jenis", max_length=20, choices=Kind, default=Kind.IMPORT)
    covers = models.CharField("isi daftar", max_length=10, choices=Covers, default=Covers.AWAY, db_default=Covers.AWAY)
    ours_left_out = models.PositiveIntegerField(
        "tidak ditampilkan", default=0, db_default=0
    )  # beyond what one page bears
    file_name = EncryptedTextField("nama berkas", blank=True, default="")
    sheets_json = EncryptedTextField("isi berkas")
    mapping = models.JSONField("kolom", default=dict)  # {fingerprint of a heading: its fields}
    stage = models.CharField("tahap", max_length=20, choices=Stage, default=Stage.UPLOADED)
    total = models.PositiveIntegerField("baris", default=0)
    done = models.PositiveIntegerField("baris yang sudah dikerjakan", default=0)
    newest_person = models.PositiveBigIntegerField(default=0)  # key, when the check began: who is newer was not seen
    with_doubtful = models.BooleanField("baris ragu ikut dimasukkan", default=False)
    uploaded_by = models.ForeignKey(Assignment, models.PROTECT, related_name="+", verbose_name="diunggah oleh")
    uploaded_at = models.DateTimeField("diunggah pada", auto_now_add=True)
    decided_by = models.ForeignKey(Assignment, models.PROTECT, null=True, related_name="+")
    imported_at = models.DateTimeField("dimasukkan pada", null=True)
    touched_at = models.DateTimeField("terakhir dikerjakan", default=timezone.now)

    objects = SheetBatchQuerySet.as_manager()

    class Meta:
        verbose_name = "berkas impor"
        verbose_name_plural = "berkas impor"
        ordering = ["-uploaded_at", "pk"]
        indexes = [models.Index(fields=["kind", "-uploaded_at"], name="sheet_batch_by_kind")]

    def __str__(self):
        return str(self.id)

    def get_absolute_url(self):
        name = "import_batch" if self.kind == self.Kind.IMPORT else "reconciliation"
        return reverse(f"cases:{name}", args=[self.pk])

    @property
    def sheets(self):
        return [(name, [(number, cells) for number, cells in rows]) for name, rows in json.loads(self.sheets_json)]

    @property
    def is_running(self):
        return self.stage in self.RUNNING

    @property
    def percent(self):
        return round(100 * self.done / self.total) if self.total else 0

    @property
    def expires_on(self):
        return timezone.localdate(self.uploaded_at) + KEPT_FOR

    @property
    def undo_until(self):
        return self.imported_at and self.imported_at + UNDO_WITHIN

    @property
    def may_be_undone(self):
        return self.stage == self.Stage.IMPORTED and timezone.now() < self.undo_until

    @property
    def rows_may_be_undone(self):
        """One by one, also those that stayed when all of it was taken back."""
        return self.stage in (self.Stage.IMPORTED, self.Stage.UNDONE) and timezone.now() < self.undo_until


class SheetRowQuerySet(models.QuerySet):
    def visible_to(self, actor):
        return self.all() if actor and actor.role in WHOLE_CITY else self.filter(NOTHING)

    def of(self, batch):
        return self.filter(batch=batch)

    def to_import(self, with_doubtful):
        verdicts = ["accept", "warn"] if with_doubtful else ["accept"]
        return self.filter(verdict__in=verdicts, outcome="")

    def to_search(self):
        """People who were entered and not yet looked for in the whole register."""
        return self.filter(outcome=SheetRow.Outcome.IMPORTED, is_searched=False, person__isnull=False)

    def save_outcomes(self, rows):
        """Write what became of these rows in one statement."""
        fields = ("outcome", "outcome_note", "version", "person_id", "conflict_id")
        prepared = {name: self.model._meta.get_field(name).get_prep_value for name in fields}
        columns = [[prepared[name](getattr(row, name)) for row in rows] for name in fields]
        with connection.cursor() as cursor:
            cursor.execute(SAVE_OUTCOMES, [[row.pk for row in rows], *columns])

    def owing_visits(self):
        return self.filter(owes_visit=True)

    def counts(self, field):
        return dict(self.order_by().values_list(field).annotate(Count("pk")))


class SheetRow(models.Model):
    """One row of a batch: what stood in it, what we made of it, and what became of it."""

    class Outcome(models.TextChoices):
        IMPORTED = "IMPORTED", "dimasukkan"
        CONFLICT = "CONFLICT", "menunggu keputusan: NIK sudah tercatat"
        FAILED = "FAILED", "gagal"
        UNDONE = "UNDONE", "dibatalkan"
        KEPT = "KEPT", "tidak dibatalkan"

    class Pile(models.TextChoices):
        BOTH = "BOTH", "Ada di keduanya"
        MAYBE = "MAYBE", "Mungkin sama"
        THEIRS = "THEIRS", "Hanya di daftar mereka"
        OURS = "OURS", "Hanya di data kita"

    batch = models.ForeignKey(SheetBatch, models.CASCADE, related_name="rows", db_index=False)
    position = models.PositiveIntegerField()
    sheet = models.CharField("lembar", max_length=100, blank=True)
    number = models.PositiveIntegerField("baris")
    verdict = models.CharField(max_length=10, blank=True)
    pile = models.CharField("tumpukan", max_length=10, choices=Pile, blank=True)
    content_json = EncryptedTextField()  # cells, what is said, the record, who may be the same
    known = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    # Once it is entered: the plan shows signs of danger (talk). As the check found it.
    owes_visit = models.BooleanField("keluarganya perlu dikunjungi", default=False, db_default=False)
    person = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    conflict = models.ForeignKey(NikConflict, models.SET_NULL, null=True, related_name="+")
    outcome = models.CharField("hasil", max_length=10, choices=Outcome, blank=True)
    outcome_note = EncryptedTextField(blank=True, default="")
    version = models.CharField(max_length=40, blank=True)  # of the person as we made him
    # Among everybody in the register for people who sound alike: done after the row was entered (duplicates).
    is_searched = models.BooleanField(default=False, db_default=False)
    settled_by = models.ForeignKey(Assignment, models.PROTECT, null=True, related_name="+")
    settled_at = models.DateTimeField(null=True)
    settled_note = EncryptedTextField(blank=True, default="")

    objects = SheetRowQuerySet.as_manager()

    class Meta:
        verbose_name = "baris impor"
        verbose_name_plural = "baris impor"
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["batch", "position"], name="one_sheet_row_per_position"),
            set_together("settled_by", "settled_at", name="sheet_row_settled_by_somebody"),
        ]
        indexes = [
            models.Index(fields=["batch", "verdict", "position"], name="sheet_row_by_verdict"),
            models.Index(fields=["batch", "pile", "position"], name="sheet_row_by_pile", condition=~Q(pile="")),
            models.Index(
                fields=["batch", "position"],
                name="sheet_row_to_search",
                condition=Q(outcome="IMPORTED", is_searched=False),
            ),
        ]

    def __str__(self):
        return f"baris {self.number}"

    @cached_property
    def content(self):
        return json.loads(self.content_json)

    @property
    def record(self):
        return self.content["record"]

    @property
    def may_be_undone(self):
        return self.outcome in (self.Outcome.IMPORTED, self.Outcome.CONFLICT, self.Outcome.KEPT)

    @property
    def said(self):
        return self.content["said"]


class SheetMapping(models.Model):
    """Which column means what under these headings: what an officer chose the last time."""

    fingerprint = models.CharField(max_length=64, unique=True)
    fields = models.JSONField(default=list)
    chosen_by = models.ForeignKey(Assignment, models.PROTECT, related_name="+")
    chosen_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = "susunan kolom"
        verbose_name_plural = "susunan kolom"
        ordering = ["-chosen_at"]

    def __str__(self):
        return self.fingerprint[:12]
