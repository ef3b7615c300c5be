"""Whom the administrator let in, on the day of whoever is to say that it is really he (decision 45)."""

from django.urls import reverse

from cases.rules.day import Card
from cases.rules.paging import short


def cards(count):
    """Only on days that need it."""
    return [Card("Menunggu Anda pastikan", short(count), reverse("terms_to_confirm"), "danger")] if count else []
