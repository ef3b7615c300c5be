from django.contrib.auth.models import AbstractUser
from django.db import models


class User(AbstractUser):
    """A human who signs in. What he may do comes from the office he acts in (`actor`), never from himself."""

    first_name = models.CharField("nama lengkap", max_length=150)
    email = models.EmailField("e-mail", blank=True)

    actor = None  # the Assignment this request or job acts in; set by accounts.acting

    class Meta:
        verbose_name = "pengguna"
        verbose_name_plural = "pengguna"
        ordering = ["username"]

    def __str__(self):
        return self.get_full_name() or self.username
