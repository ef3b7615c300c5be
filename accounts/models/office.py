from django.db import models
from django.db.models import Q

from accounts.models.agency import Agency
from accounts.models.territory import Territory


class Role(models.TextChoices):
    RT = "RT", "Ketua RT"
    RW = "RW", "Ketua RW"
    KELURAHAN = "KELURAHAN", "Petugas kelurahan"
    KECAMATAN = "KECAMATAN", "Petugas kecamatan"
    DISNAKER = "DISNAKER", "Petugas Disnaker"
    KADIS = "KADIS", "Kepala Disnaker"
    DINSOS = "DINSOS", "Petugas Dinsos / UPTD PPA"
    BP3MI = "BP3MI", "Penghubung BP3MI"
    WALIKOTA = "WALIKOTA", "Wali Kota / Sekda"
    REDAKSI = "REDAKSI", "Penyunting edukasi"
    PENULIS = "PENULIS", "Penulis edukasi"
    KADER = "KADER", "Kader masyarakat"
    ADMIN = "ADMIN", "Administrator sistem"
    SISTEM = "SISTEM", "Sistem"


# Whoever sees only his own neighbourhood may sign in by password alone (settled: Accounts).
WITHOUT_SECOND_FACTOR = {Role.RT, Role.RW, Role.KADER}


# Their holders read of no single resident and publish no number to ring; all others are confirmed (decision 45).
WITHOUT_CONFIRMATION = {Role.WALIKOTA, Role.KADER, Role.PENULIS, Role.ADMIN, Role.SISTEM}
OF_DISNAKER = {Role.DISNAKER, Role.KADIS}

# Whose accounts a kelurahan makes for the places inside it; the administrator makes the rest (settled: Accounts).
OF_KELURAHAN = {Role.RT, Role.RW, Role.KADER}
ONE_HOLDER = {Role.RT, Role.RW}


# Held by no human: the machine's own office, and those in which agencies answer without an account.
OF_MACHINES = Q(role=Role.SISTEM) | Q(is_machine=True)


class OfficeQuerySet(models.QuerySet):
    def machines(self):
        return self.filter(OF_MACHINES)

    def visible_to(self, actor):
        """Those whose holders this actor manages."""
        if actor is not None and actor.role == Role.ADMIN:
            return self.exclude(OF_MACHINES)
        if actor is not None and actor.role == Role.KELURAHAN:
            return self.filter(role__in=OF_KELURAHAN, territory__code__startswith=f"{actor.territory.code}.")
        return self.none()


class Office(models.Model):
    """A post that rights, drafts and tasks belong to; people come and go by Assignment."""

    role = models.CharField("peran", max_length=40, choices=Role)
    territory = models.ForeignKey(Territory, models.PROTECT, null=True, blank=True, verbose_name="wilayah")
    agency = models.ForeignKey(Agency, models.PROTECT, null=True, blank=True, verbose_name="instansi")
    name = models.CharField("nama jabatan", max_length=150)
    is_machine = models.BooleanField(default=False, editable=False)

    objects = OfficeQuerySet.as_manager()

    class Meta:
        verbose_name = "jabatan"
        verbose_name_plural = "jabatan"
        ordering = ["name"]
        constraints = [
            # Not the name alone: the head of an RT that was split bears the same name as the head of its successor.
            models.UniqueConstraint(
                fields=["name", "role", "territory", "agency"], nulls_distinct=False, name="office_once"
            ),
            models.UniqueConstraint(
                fields=["role", "territory"],
                condition=Q(role__in=["RT", "RW"]),
                name="one_head_per_rt_and_rw",
            ),
            models.CheckConstraint(
                condition=~Q(role=Role.BP3MI) | Q(agency__isnull=False), name="bp3mi_office_has_agency"
            ),
        ]

    def __str__(self):
        return self.name
