import re
import uuid

from django import forms

from cases.forms.fields import DATE, country_field
from cases.forms.move import SAID_BY_HELP, SOURCES
from cases.models import GroupEvent
from cases.values.choices import Source
from lib.clock import today
from lib.row_key import row_key


class GroupForm(forms.ModelForm):
    client_uuid = forms.UUIDField(widget=forms.HiddenInput)
    country = country_field(label="Negara")

    class Meta:
        model = GroupEvent
        fields = ["name", "happened_on", "country", "place", "chronology"]
        help_texts = {
            "name": "Tempat dan bulan, misalnya: Myawaddy, Maret 2025. Jangan tulis nama orang atau dugaan.",
            "chronology": "Yang sama untuk semua. Tampil di setiap kasus rombongan ini.",
        }
        error_messages = {
            "name": {"required": "Tulis nama rombongannya."},
            "happened_on": {"required": "Isi tanggal kejadiannya."},
        }
        widgets = {"happened_on": DATE, "place": forms.TextInput, "chronology": forms.Textarea(attrs={"rows": 5})}

    def __init__(self, data=None):
        super().__init__(data, initial={"client_uuid": uuid.uuid4()})


class BringInForm(forms.Form):
    numbers = forms.CharField(
        label="Nomor kasus",
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Satu atau beberapa, dipisah koma atau baris baru. Semua orang di kasus itu ikut masuk.",
        error_messages={"required": "Isi nomor kasusnya."},
    )

    def clean_numbers(self):
        return [number.upper() for number in re.split(r"[\s,;]+", self.cleaned_data["numbers"]) if number]


class MoveTogetherForm(forms.Form):
    """One step for those with a mark; each mark says which status the page showed."""

    client_uuid = forms.UUIDField(widget=forms.HiddenInput)
    target = forms.ChoiceField(label="Langkah", error_messages={"required": "Pilih langkahnya."})
    reference = forms.CharField(label="Nomor surat atau tiket", max_length=100, required=False)
    happened_on = forms.DateField(
        label="Tanggal kejadian", widget=DATE, error_messages={"required": "Isi kapan ini terjadi."}
    )
    source = forms.ChoiceField(
        label="Kabar dari", choices=SOURCES, error_messages={"required": "Pilih dari siapa kabar ini datang."}
    )
    said_by = forms.CharField(label="Menurut siapa", max_length=150, required=False, help_text=SAID_BY_HELP)
    note = forms.CharField(label="Catatan", max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, data=None, *, steps):
        first = {"client_uuid": uuid.uuid4(), "happened_on": today(), "source": Source.DISNAKER}
        super().__init__(data, initial=first)
        self.fields["target"].choices = [("", "Pilih"), *((step.target, step.label) for step in steps)]


def marked(values):
    """`12:ASESMEN` for each person with a mark: key -> status; what does not look like that is left out."""
    pairs = (value.partition(":") for value in values)
    return {row_key(key): status for key, _, status in pairs if row_key(key) is not None}
