from django import forms

from cases.forms.checked_row import CheckedRowForm
from cases.forms.fields import DATE
from cases.models import Holiday


class HolidayForm(CheckedRowForm):
    """One day of the calendar."""

    called = "Hari ini"

    class Meta:
        model = Holiday
        fields = ["date", "name", "kind", "source", "checked_on", "is_official", "is_active"]
        error_messages = {"date": {"unique": "Tanggal ini sudah ada di daftar."}}
        widgets = {"date": DATE, "checked_on": DATE}


class YearForm(forms.Form):
    tahun = forms.TypedChoiceField(label="Tahun", coerce=int, required=False, empty_value=None)

    def __init__(self, years, data):
        super().__init__(data)
        self.fields["tahun"].choices = [(year, str(year)) for year in years]

    def asked(self, otherwise):
        return (self.cleaned_data["tahun"] if self.is_valid() else None) or otherwise
