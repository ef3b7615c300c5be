from django import forms

from accounts.models import Agency
from cases.rules.casework.case_list import ALL, CLOSED, OPEN, PROPOSED
from cases.values.choices import Urgency
from cases.values.countries import CHOICES
from lib.clock import today
from lib.plain_select import PlainSelect

STATUSES = [(OPEN, "Terbuka"), (PROPOSED, "Diusulkan tutup"), (CLOSED, "Ditutup"), (ALL, "Semua")]
LATE = "lewat"


class CaseFilterForm(forms.Form):
    """What the list is narrowed by. A value that means nothing is left out, never refused."""

    FILTERS = ("status", "urgency", "country", "agency", "waiting")

    q = forms.CharField(
        label="Cari nomor kasus, nama, NIK, atau nomor HP",
        required=False,
        max_length=150,
        widget=forms.SearchInput,
    )
    status = forms.ChoiceField(label="Status", required=False, choices=STATUSES)
    urgency = forms.ChoiceField(label="Kegawatan", required=False, choices=[("", "Semua"), *Urgency.choices])
    country = forms.ChoiceField(label="Negara", required=False, choices=[("", "Semua"), *CHOICES], widget=PlainSelect)
    agency = forms.ModelChoiceField(Agency.objects.all(), label="Menunggu", required=False, empty_label="Semua")
    waiting = forms.ChoiceField(label="Tenggat", required=False, choices=[("", "Semua"), (LATE, "Lewat tenggat")])

    def __init__(self, data):
        super().__init__(data, auto_id="id_filter_%s")

    @property
    def is_filtered(self):
        return any(self.cleaned_data.get(name) for name in self.FILTERS)

    def asked(self):
        """Keyword arguments for `case_list.filtered`."""
        self.is_valid()
        asked = {name: value for name, value in self.cleaned_data.items() if value}
        return asked | {"waiting": today()} if asked.get("waiting") else asked
