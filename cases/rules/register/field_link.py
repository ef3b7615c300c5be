"""Addresses that lead straight to one question about a person: the right form, open, at the right box."""

from enum import Enum

from django.urls import reverse

OPENS = "isi"  # says on the page of a person which form stands open


class Form(Enum):
    PERSON = "warga"
    CONTACT = "kontak"
    PAPER = "dokumen"
    JOURNEY = "perjalanan"
    LETTER = "surat"


def address(form, field, person, journey=None):
    """Where `field` is filled in; of a letter, `field` is the kind as its address names it."""
    if form == Form.PERSON:
        return f"{reverse('cases:edit_person', args=[person.pk])}#div_id_{field}"
    if form == Form.JOURNEY:
        return f"{reverse('cases:edit_journey', args=[person.pk, journey.pk])}#div_id_{field}"
    if form == Form.LETTER:
        return reverse("cases:write_letter", args=[person.pk, field])
    box = {Form.CONTACT: "contact", Form.PAPER: "document"}[form]
    return f"{person.get_absolute_url()}?{OPENS}={form.value}#div_id_{box}_{field}"
