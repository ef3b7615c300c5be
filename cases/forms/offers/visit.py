from django import forms

from cases.forms.fields import DATE, NOT_YET, one_of
from cases.models import Visit
from lib.clock import today


class VisitForm(forms.Form):
    """What a call on a family came to."""

    happened_on = forms.DateField(
        label="Tanggal kunjungan",
        widget=DATE,
    )
    outcome = one_of("Hasilnya", Visit.Outcome, "Pilih hasil kunjungannya.")
    note = forms.CharField(
        label="Catatan",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Tulis yang perlu diketahui petugas berikutnya. Jangan menyalahkan siapa pun.",
    )

    def __init__(self, data=None):
        super().__init__(data, initial={"happened_on": today()})

    def clean_happened_on(self):
        happened_on = self.cleaned_data["happened_on"]
        if happened_on > today():
            raise forms.ValidationError(NOT_YET)
        return happened_on
