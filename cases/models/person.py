from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.urls import reverse

from accounts.models import Assignment, ScopedQuerySet, Territory
from cases.models import looked_up
from cases.models.history import with_history
from cases.models.name_traces import Hashed, NameTraces
from cases.models.scope import BY_TERRITORY, case_scope
from cases.models.stateful import STATUS_LENGTH
from cases.values.choices import NikStatus, NoNikReason, Residency, Sex
from cases.values.identity import normalise_nik, searchable_name
from cases.values.name_keys import name_keys
from lib.encryption import BlindIndexField, EncryptedTextField

ADULT = 18
TRIGRAM = 3
SEARCHED = 2_000  # letters: longer lines do not fit into the indexes, and nobody is called so


class PersonQuerySet(ScopedQuerySet):
    def scope(self, actor):
        """Territory for the city's own people; Dinsos and BP3MI reach persons only through the cases open to them."""
        known = Q(merged_into=None)  # who was joined to another record is found there
        if actor is None or actor.role in BY_TERRITORY:
            return super().scope(actor) & known
        return known & Q(pk__in=self.model.objects.filter(case_scope(actor, "case_persons__case__")).values("pk"))

    def with_nik(self, nik):
        return self.filter(nik_index__in=self.model._meta.get_field("nik_index").candidates(nik))

    def named_like(self, text):
        """Every word of `text` occurs in one of the person's names, in any order."""
        words = searchable_name(text).split()
        return self.filter(*map(_has_word, words)) if words else self.none()

    def with_traces(self, traces):
        """Who shares one of these (`values.name_traces`)."""
        return self.alias(traces=NameTraces()).filter(traces__overlap=Hashed(traces))

    def with_latest_journey(self, **wanted):
        """Whose newest departure has these values; empty ones do not count."""
        return self.filter(**{f"latest_{name}": value for name, value in wanted.items() if value})

    def living_in(self, territory):
        """Asks for the places first: with their keys the database can cross two indexes, through a join it cannot."""
        return self.filter(territory__in=list(Territory.objects.inside(territory).values_list("pk", flat=True)))

    def newest_first(self, *, few):
        """By register number. Among `few` the database must not walk all the others from the newest down."""
        return self.order_by((F("pk") + 0).desc() if few else "-pk")


def years_between(born, on):
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def _has_word(word):
    """A short word counts only as a whole one: two letters occur in half of all names, and no trigram finds them."""
    return Q(search_name__contains=word if len(word) >= TRIGRAM else f" {word} ")


@with_history("search_name", "name_keys", "latest_status", "latest_country", "updated_at")
class Person(models.Model):
    """One human, once; each departure is a Journey. May lack a NIK, then with the reason."""

    client_uuid = models.UUIDField(unique=True, editable=False)  # made by the form: a repeated POST is the same person
    name = models.CharField("nama sesuai KTP", max_length=150)
    passport_name = models.CharField("nama sesuai paspor", max_length=150, blank=True)
    other_names = ArrayField(models.CharField(max_length=150), verbose_name="nama lain", default=list, blank=True)
    search_name = models.TextField(editable=False)
    name_keys = ArrayField(models.TextField(), default=list, editable=False)  # finds who may bear the same name
    sex = models.CharField("jenis kelamin", max_length=20, choices=Sex, blank=True)
    birth_date = models.DateField("tanggal lahir", null=True, blank=True)
    birth_place = models.CharField("tempat lahir", max_length=100, blank=True)
    nik = EncryptedTextField("NIK", null=True, blank=True)
    nik_index = BlindIndexField(source="nik", purpose="nik", normalise=normalise_nik)
    no_nik_reason = models.CharField("alasan tanpa NIK", max_length=20, choices=NoNikReason, blank=True)
    nik_status = models.CharField(
        "pemeriksaan NIK", max_length=20, choices=NikStatus, default=NikStatus.BELUM_DIVERIFIKASI
    )
    residency = models.CharField("status warga", max_length=20, choices=Residency, default=Residency.KTP)
    territory = models.ForeignKey(Territory, models.PROTECT, verbose_name="RT tempat tinggal", db_index=False)
    address = models.CharField("alamat", max_length=200, blank=True)
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, editable=False, related_name="merged_here", verbose_name="digabung ke"
    )
    registered_by = models.ForeignKey(Assignment, models.PROTECT, related_name="+", verbose_name="didata oleh")
    registrar_is_family = models.BooleanField("didata oleh keluarganya sendiri", default=False, db_default=False)
    registered_at = models.DateTimeField("didata pada", auto_now_add=True)
    updated_at = models.DateTimeField(
        "diubah pada", auto_now=True, db_default=Now()
    )  # the version two editors are told apart by
    # Of the newest journey; '' without one. The database looks them up (looked_up).
    latest_status = models.CharField(max_length=STATUS_LENGTH, blank=True, editable=False)
    latest_country = models.CharField(max_length=2, blank=True, editable=False)

    objects = PersonQuerySet.as_manager()

    class Meta:
        verbose_name = "warga"
        verbose_name_plural = "warga"
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(nik__isnull=False, nik_index__isnull=False) | Q(nik__isnull=True, nik_index__isnull=True),
                name="person_nik_has_index",
            ),
            models.CheckConstraint(
                condition=Q(nik_index__isnull=False) | ~Q(no_nik_reason=""),
                name="person_without_nik_has_reason",
            ),
            models.UniqueConstraint(fields=["nik_index"], name="one_person_per_nik"),
            # So that the way from a merged record to the one that stands always ends.
            models.CheckConstraint(
                condition=Q(merged_into=None) | Q(merged_into__lt=F("id")), name="person_is_merged_into_an_older_one"
            ),
        ]
        indexes = [
            GinIndex(fields=["search_name"], opclasses=["gin_trgm_ops"], name="person_name_trgm"),
            # Names from the newest down: a page of a word that thousands bear is full long before all are looked at.
            models.Index(
                fields=["id"], include=["search_name"], condition=Q(merged_into=None), name="person_newest_name"
            ),
            # With what a name is searched by in one place, so that the people there need not be read for it.
            models.Index(fields=["territory", "-id"], include=["search_name", "merged_into"], name="person_by_place"),
            GinIndex(fields=["name_keys"], name="person_by_name_keys"),
            # Thousands bear two words of a name, some beside a year of birth or in one RT: a search for doubles reads
            # those. And who was born when in an RT, with the name, so that nobody is read to compare it.
            # What is not sorted in yet is read through by each search: after an import that shall be little (kB).
            GinIndex(NameTraces(), name="person_by_hashed_traces", gin_pending_list_limit=256),
            models.Index(
                fields=["territory", "birth_date", "id"],
                include=["search_name", "merged_into"],
                name="person_by_place_birth",
            ),
            # Who was born on a day and was registered since, told without reading a row: imports ask by thousands.
            models.Index(
                fields=["birth_date", "id"], include=["search_name", "merged_into"], name="person_by_birthday"
            ),
            models.Index(fields=["search_name", "birth_date", "id"], name="person_by_whole_name"),  # for imports
            # The key last: lists of people are filtered by these and ordered by it.
            models.Index(
                fields=["latest_status", "id"], include=["latest_country", "merged_into"], name="person_by_status"
            ),
            models.Index(fields=["latest_country", "id"], include=["latest_status"], name="person_by_country"),
            models.Index(
                fields=["territory", "latest_status", "id"],
                include=["latest_country", "merged_into"],
                name="person_by_place_status",
            ),
        ]
        triggers = looked_up.of_person()

    def __str__(self):
        return self.number

    def save(self, **kwargs):
        self.note_names()
        super().save(**kwargs)

    def note_names(self):
        """What the names are found by; `save` does it, whoever makes many at once has to."""
        self.search_name = searchable_name(*self.names)[:SEARCHED]
        self.name_keys = name_keys(*self.names)

    def get_absolute_url(self):
        return reverse("cases:person", args=[self.pk])

    @property
    def standing(self):
        """The record that stands for this human: this one, or the last that it was joined to, step by step."""
        person = self
        while person.merged_into_id:
            person = person.merged_into
        return person

    @property
    def names(self):
        return list(filter(None, [self.name, self.passport_name, *self.other_names]))

    @property
    def number(self):
        """The register number, which may be read aloud: it says nothing about the person."""
        return f"W-{self.pk:06d}"

    def age(self, on):
        """Full years on that day, or None where the birth date is not known."""
        return self.birth_date and years_between(self.birth_date, on)

    def is_minor(self, on):
        """UU 18/2017 art. 5 knows no CPMI below this age; whoever is younger is recorded all the same."""
        return self.birth_date is not None and self.age(on) < ADULT

    @property
    def version(self):
        """What an edit form carries, so that nobody overwrites what he has not seen."""
        return self.updated_at.isoformat()


class OfPersonQuerySet(ScopedQuerySet):
    """For what hangs on a person: whoever may see the person may see it, and nobody else."""

    territory_path = "person__territory"

    def scope(self, actor):
        if actor is None or actor.role in BY_TERRITORY:
            return super().scope(actor)
        return Q(person__in=Person.objects.visible_to(actor))
