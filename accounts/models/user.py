from django.contrib.auth.models import AbstractUser, UserManager
from django.db import models

from accounts.models.assignment import Assignment
from accounts.models.office import Office, Role


class UserQuerySet(models.QuerySet):
    def visible_to(self, actor):
        """Accounts that hold or held an office managed by this actor; all but the machine's for the administrator."""
        managed = Assignment.objects.visible_to(actor)
        if actor is not None and actor.role == Role.ADMIN:
            return self.exclude(assignments__in=Assignment.objects.filter(office__in=Office.objects.machines()))
        return self.filter(pk__in=managed.values("user"))

    def wholly_managed_by(self, actor, on):
        """Those whose every office is managed by this actor: a password opens all offices of its owner at once."""
        elsewhere = Assignment.objects.unfinished(on).exclude(pk__in=Assignment.objects.visible_to(actor))
        return self.visible_to(actor).exclude(pk=actor.user_id).exclude(pk__in=elsewhere.values("user"))


class AccountManager(UserManager.from_queryset(UserQuerySet)):
    use_in_migrations = False


class User(AbstractUser):
    """A human who signs in. What he may do comes from the office he acts in (`actor`), never from himself."""

    client_uuid = models.UUIDField(unique=True, null=True, editable=False)  # a repeated form is the same account
    first_name = models.CharField("nama lengkap", max_length=150)
    email = models.EmailField("e-mail", blank=True)

    actor = None  # the Assignment this request or job acts in; set by accounts.acting

    objects = AccountManager()

    class Meta:
        verbose_name = "pengguna"
        verbose_name_plural = "pengguna"
        ordering = ["username"]

    def __str__(self):
        return self.get_full_name() or self.username
