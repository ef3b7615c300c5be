"""Fields that bring what people type into its normal form, and say in one sentence what does not fit."""

import re
from datetime import date
from decimal import Decimal

from django import forms
from django.core.exceptions import ValidationError

from accounts.forms.fields import day
from cases.values.choices import URGENCY_MEANING, Urgency
from cases.values.countries import CHOICES
from cases.values.identity import normalise_document_number, normalise_name, normalise_nik, normalise_phone
from lib.clock import today
from lib.date_parts import DatePartsInput
from lib.plain_select import PlainSelect

DATE = day()
NOT_YET = "Tanggal ini belum tiba."
LONG_AGO = date(1900, 1, 1)
UNITS = {"juta": 1_000_000, "jt": 1_000_000, "ribu": 1_000, "rb": 1_000}
MOST_RUPIAH = 10_000_000_000


class NormalisedField(forms.CharField):
    normalise = staticmethod(str)

    def clean(self, value):
        value = super().clean(value)
        if value in self.empty_values:
            return ""
        try:
            return self.normalise(value)
        except ValueError as error:
            raise ValidationError(str(error)) from None


class NameField(NormalisedField):
    normalise = staticmethod(normalise_name)

    def __init__(self, **kwargs):
        super().__init__(max_length=150, **kwargs)


class NikField(NormalisedField):
    normalise = staticmethod(normalise_nik)
    widget = forms.TextInput(attrs={"inputmode": "numeric", "class": "width-16", "autocomplete": "off"})


class PhoneField(NormalisedField):
    normalise = staticmethod(normalise_phone)
    widget = forms.TextInput(attrs={"inputmode": "tel", "class": "width-16", "autocomplete": "off"})


def normalise_passport(text):
    number = normalise_document_number(text)
    if not re.fullmatch(r"[A-Z0-9]{6,9}", number):
        raise ValueError("Nomor paspor terdiri dari 6 sampai 9 huruf dan angka. Contoh: C1234567.")
    return number


class PassportField(NormalisedField):
    normalise = staticmethod(normalise_passport)
    widget = forms.TextInput(attrs={"class": "width-10", "autocomplete": "off"})


def normalise_money(text):
    """Whole rupiah, as text, of what people write: 5000000, 5.000.000, Rp 5 juta, 2,5 jt."""
    plain = re.sub(r"^rp\.?|,-$|[\s]", "", text.strip().lower())
    match = re.fullmatch(r"([0-9][0-9.,]*)(juta|jt|ribu|rb)?", plain)
    if not match:
        raise ValueError("Tulis jumlahnya dengan angka, misalnya 5.000.000 atau 5 juta.")
    number, unit = match.groups()
    if unit is None or re.fullmatch(r"[0-9]{1,3}([.,][0-9]{3})+", number):
        number = re.sub(r"[.,]", "", number)
    number = number.rstrip(".,").replace(",", ".")
    if number.count(".") > 1:
        raise ValueError("Tulis jumlahnya dengan angka, misalnya 5.000.000 atau 5 juta.")
    rupiah = round(Decimal(number) * UNITS.get(unit, 1))
    if rupiah > MOST_RUPIAH:
        raise ValueError("Jumlah ini terlalu besar. Periksa lagi nolnya.")
    return str(rupiah)


class MoneyField(NormalisedField):
    """Rupiah as text; '' where nothing is known, '0' where nothing is asked."""

    normalise = staticmethod(normalise_money)
    widget = forms.TextInput(attrs={"inputmode": "text", "class": "width-10", "autocomplete": "off"})

    def __init__(self, **kwargs):
        super().__init__(max_length=30, **kwargs)


class PastDateField(forms.DateField):
    """Three boxes, for a day that has been."""

    widget = DatePartsInput

    def clean(self, value):
        value = super().clean(value)
        if value and not LONG_AGO <= value <= today():
            raise ValidationError("Tanggal ini tidak mungkin. Periksa lagi tahunnya.")
        return value


class AnyDateField(forms.DateField):
    """Three boxes, for a day before or after today."""

    widget = DatePartsInput

    def clean(self, value):
        value = super().clean(value)
        if value and not LONG_AGO <= value <= today().replace(day=1, year=today().year + 30):
            raise ValidationError("Tanggal ini tidak mungkin. Periksa lagi tahunnya.")
        return value


def one_of(label, choices, unanswered="", **options):
    """A question whose answers are all in sight; `unanswered` is said where one has to be given and is not."""
    messages = {"required": unanswered} if unanswered else {}
    return forms.ChoiceField(label=label, choices=choices, widget=forms.RadioSelect, error_messages=messages, **options)


def urgency_field(unanswered=""):
    """Each degree with what it means: who chooses is often new to it."""
    choices = [(level, f"{level.label}: {URGENCY_MEANING[level]}") for level in Urgency]
    return one_of("Kegawatan", choices, unanswered)


def country_field(**kwargs):
    choices = [("", "Belum diketahui"), *CHOICES]
    return forms.ChoiceField(choices=choices, required=False, widget=PlainSelect, **kwargs)


def optional(choices, label="Belum tahu"):
    """The choices with a first one for who does not know."""
    return [("", label), *choices]
