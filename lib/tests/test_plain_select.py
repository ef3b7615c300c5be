from django import forms
from django.test import SimpleTestCase

from lib.plain_select import PlainSelect

CHOICES = [("", "Semua"), ("MY", "Malaysia"), ("TL", 'Timor "Leste" <& sekitarnya>'), (7, "Tujuh")]


class Asked(forms.Form):
    plain = forms.ChoiceField(choices=CHOICES, widget=PlainSelect(attrs={"class": "width-10"}))
    drawn_by_django = forms.ChoiceField(choices=CHOICES, widget=forms.Select(attrs={"class": "width-10"}))


def test_it_says_what_djangos_own_says():
    """With the same option chosen: none, the empty one, a number, one that must be escaped, one that is not offered."""
    for value in (None, "", "7", 7, "TL", "ZZ"):
        fields = [
            field.as_widget().replace(field.name, "x") for field in Asked({"plain": value, "drawn_by_django": value})
        ]
        SimpleTestCase().assertHTMLEqual(*fields)
