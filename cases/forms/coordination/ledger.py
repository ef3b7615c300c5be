from django import forms

from accounts.models import Agency
from cases.forms.casework.case_list import LATE
from lib.clock import today


class LedgerFilterForm(forms.Form):
    agency = forms.ModelChoiceField(Agency.objects.all(), label="Instansi", required=False, empty_label="Semua")
    waiting = forms.ChoiceField(label="Tenggat", required=False, choices=[("", "Semua"), (LATE, "Lewat tenggat")])

    def __init__(self, data):
        super().__init__(data, auto_id="id_filter_%s")

    def asked(self):
        """Keyword arguments for `ledger.entries`."""
        self.is_valid()
        asked = {name: value for name, value in self.cleaned_data.items() if value}
        return asked | {"waiting": today()} if asked.get("waiting") else asked
