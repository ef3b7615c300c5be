from django import forms

from cases.models import Holiday
from lib.clock import today

DATE = forms.DateInput(attrs={"type": "date", "class": "width-10"}, format="%Y-%m-%d")
CHANGED = "Hari ini baru saja diubah orang lain. Muat ulang halaman, lalu ulangi perubahan Anda."


class HolidayForm(forms.ModelForm):
    """One day of the calendar. Saving says that somebody has compared it with the source named."""

    version = forms.CharField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Holiday
        fields = ["date", "name", "kind", "source", "checked_on", "is_official", "is_active"]
        error_messages = {"date": {"unique": "Tanggal ini sudah ada di daftar."}}
        widgets = {"date": DATE, "checked_on": DATE}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["version"].initial = self.instance.version
        if not self.instance.pk:
            self.fields["checked_on"].initial = today()

    def clean_checked_on(self):
        checked_on = self.cleaned_data["checked_on"]
        if checked_on > today():
            raise forms.ValidationError("Tanggal ini belum tiba.")
        return checked_on

    def clean(self):
        data = super().clean()
        if self.instance.pk and data.get("version") != self.instance.version:
            self.add_error(None, CHANGED)
        return data


class YearForm(forms.Form):
    tahun = forms.TypedChoiceField(label="Tahun", coerce=int, required=False, empty_value=None)

    def __init__(self, years, data):
        super().__init__(data)
        self.fields["tahun"].choices = [(year, str(year)) for year in years]

    def asked(self, otherwise):
        return (self.cleaned_data["tahun"] if self.is_valid() else None) or otherwise
