from django import forms

from cases.forms.offers.red_flag import CHANGED, PATTERNS
from cases.models import OfferContext
from lib.clock import today


class OfferContextForm(forms.ModelForm):
    """One row of words, as Disnaker keeps it. What it is for stands in the code and cannot be changed here."""

    version = forms.CharField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = OfferContext
        fields = ["words", "number", "source", "checked_on"]
        widgets = {
            "words": PATTERNS,
            "checked_on": forms.DateInput(attrs={"type": "date", "class": "width-10"}, format="%Y-%m-%d"),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["version"].initial = self.instance.version
        if self.instance.number is None:
            del self.fields["number"]
        else:
            self.fields["number"].required = True

    def clean_checked_on(self):
        checked_on = self.cleaned_data["checked_on"]
        if checked_on > today():
            raise forms.ValidationError("Tanggal ini belum tiba.")
        return checked_on

    def clean(self):
        data = super().clean()
        if data.get("version") != self.instance.version:
            self.add_error(None, CHANGED)
        return data
