from django.db import models

from lib.encryption import EncryptedTextField


class KeyCanary(models.Model):
    """One known word under our keys: a start with the wrong keys is noticed before anything is written with them."""

    word = EncryptedTextField()

    def __str__(self):
        return "canary"
