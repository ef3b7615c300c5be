from django import forms

from accounts.models import Agency
from cases.models import Coordination
from lib.clock import today

REQUEST_HELP = (
    "Hanya teks ini, negara, tempat, dan nama warga yang dibaca instansi itu. Tulis yang perlu saja: "
    "keadaan singkat dan apa yang diminta."
)
REQUEST = forms.CharField(
    label="Yang diminta",
    max_length=4000,
    help_text=REQUEST_HELP,
    widget=forms.Textarea(attrs={"rows": 6}),
    error_messages={"required": "Tulis apa yang diminta dari instansi itu."},
)
ALREADY_ASKED = "Sudah ada koordinasi dengan instansi ini. Buka kasusnya dan lanjutkan yang ada."


class RequestForm(forms.Form):
    request = REQUEST


class DraftCoordinationForm(forms.Form):
    agency = forms.ModelChoiceField(
        Agency.objects.none(), label="Instansi", empty_label="Pilih", error_messages={"required": "Pilih instansinya."}
    )
    request = REQUEST

    def __init__(self, case, data=None):
        super().__init__(data)
        self.case = case
        self.fields["agency"].queryset = Agency.objects.valid(today())

    def clean(self):
        """The same form sent again is no error; another text for an agency that was asked already is."""
        asked = Coordination.objects.filter(case=self.case, agency=self.cleaned_data.get("agency"))
        if any(link.request != self.cleaned_data.get("request") for link in asked):
            self.add_error("agency", ALREADY_ASKED)
