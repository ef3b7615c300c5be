from django import forms

from cases.forms.fields import NOT_YET
from lib.clock import today

CHANGED = "{} baru saja diubah orang lain. Muat ulang halaman, lalu ulangi perubahan Anda."


class CheckedRowForm(forms.ModelForm):
    """A row that Disnaker keeps: whoever saves it has compared it with the source named, on the day named."""

    called = ""  # what the second of two editors reads was changed
    version = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["version"].initial = self.instance.version
        if not self.instance.pk:
            self.fields["checked_on"].initial = today()

    def clean_checked_on(self):
        if self.cleaned_data["checked_on"] > today():
            raise forms.ValidationError(NOT_YET)
        return self.cleaned_data["checked_on"]

    def clean(self):
        data = super().clean()
        if self.instance.pk and data.get("version") != self.instance.version:
            self.add_error(None, CHANGED.format(self.called))
        return data
