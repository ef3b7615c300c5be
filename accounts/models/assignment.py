from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import models
from django.db.models import Q

from accounts.models.office import OF_DISNAKER, OF_KELURAHAN, WITHOUT_SECOND_FACTOR, Office, Role


class AssignmentQuerySet(models.QuerySet):
    def active(self, on):
        """Those in force on that WIB date; an assignment ends with its date, nobody has to switch it off.

        Who still waits to be confirmed acts in nothing, so nothing is given to him either, and nobody rings him alone.
        """
        may_act = {"user__is_active": True, "awaits_confirmation": False}
        return self.filter(Q(ends_on=None) | Q(ends_on__gte=on), starts_on__lte=on, **may_act)

    def unfinished(self, on):
        """In force on that date or to come."""
        return self.filter(Q(ends_on=None) | Q(ends_on__gte=on))

    def visible_to(self, actor):
        return self.filter(office__in=Office.objects.visible_to(actor))

    def to_confirm(self, actor, on):
        """Those that wait for somebody who reads at least as much as their holder will: Disnaker, or his kelurahan."""
        waiting = self.unfinished(on).filter(awaits_confirmation=True, user__is_active=True)
        if actor is None or actor.role not in OF_DISNAKER | {Role.KELURAHAN}:
            return self.none()
        waiting = waiting.exclude(user=actor.user_id)
        if actor.role == Role.KELURAHAN:
            inside = Q(office__territory__code__startswith=f"{actor.territory.code}.")
            waiting = waiting.filter(Q(office=actor.office_id) | Q(inside, office__role__in=OF_KELURAHAN))
        return waiting

    def with_office(self):
        return self.select_related("user", "office__territory", "office__agency")


class Assignment(models.Model):
    """Who holds which office from when to when: the actor of every deed. History rows point here, so they keep both."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="assignments", verbose_name="pengguna"
    )
    office = models.ForeignKey(Office, models.PROTECT, related_name="assignments", verbose_name="jabatan")
    sk_number = models.CharField("nomor SK", max_length=100, blank=True)
    starts_on = models.DateField("mulai")
    ends_on = models.DateField("selesai", null=True, blank=True)
    is_acting = models.BooleanField("pelaksana tugas (Plt.)", default=False)
    # The administrator gave it, or a password to its holder: nobody acts in it until a colleague has said who it is.
    awaits_confirmation = models.BooleanField("menunggu dipastikan", default=False, editable=False)
    end_reason = models.CharField("alasan berakhir", max_length=200, blank=True)

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        verbose_name = "penugasan"
        verbose_name_plural = "penugasan"
        ordering = ["-starts_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["user", "office", "starts_on"], name="one_assignment_per_start"),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=models.F("starts_on")),
                name="assignment_ends_after_start",
            ),
        ]

    def __str__(self):
        return f"{self.user}, {self.title}"

    @property
    def title(self):
        return f"Plt. {self.office.name}" if self.is_acting else self.office.name

    @property
    def role(self):
        return self.office.role

    @property
    def territory(self):
        return self.office.territory

    @property
    def agency_id(self):
        return self.office.agency_id

    @property
    def needs_second_factor(self):
        return self.role not in WITHOUT_SECOND_FACTOR

    def has_ended(self, on):
        return not self.user.is_active or (self.ends_on is not None and self.ends_on < on)

    def has_perm(self, permission):
        """Django's own question, asked in this office."""
        self.user.actor = self
        return self.user.has_perm(permission)

    def require(self, permission):
        """For deeds: raises PermissionDenied where this office has no such right."""
        if not self.has_perm(permission):
            raise PermissionDenied
