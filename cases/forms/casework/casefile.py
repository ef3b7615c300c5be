from django import forms

from cases.forms.casework.open_case import CHRONOLOGY_HELP
from cases.forms.fields import country_field, optional
from cases.models import Case, CasePerson
from cases.values.casefile import Outcome, Tie, Will
from cases.values.choices import Category, Relation, Urgency

WHY = forms.CharField(
    label="Mengapa diubah, dan kata siapa",
    max_length=1000,
    widget=forms.Textarea(attrs={"rows": 2}),
    help_text="Tercatat di riwayat kasus.",
    error_messages={"required": "Tulis singkat: dari mana kabar ini?"},
)


class VersionedForm(forms.ModelForm):
    """Says which version of the row it showed."""

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, data=None, *, instance):
        super().__init__(data, instance=instance, initial={"seen": instance.version})

    def _post_clean(self):
        """The row is changed by the deed, after it was locked; not here."""


class EditCaseForm(VersionedForm):
    urgency = forms.ChoiceField(label="Kegawatan", choices=Urgency.choices)
    category = forms.ChoiceField(label="Jenis utama", choices=Category.choices)
    further_categories = forms.MultipleChoiceField(
        label="Jenis lain", choices=Category.choices, required=False, widget=forms.CheckboxSelectMultiple
    )
    country = country_field(label="Negara")
    reporter_relation = forms.ChoiceField(
        label="Hubungan pelapor dengan warga", choices=optional(Relation.choices, "Belum diketahui"), required=False
    )
    why = WHY

    class Meta:
        model = Case
        fields = [
            "urgency",
            "category",
            "further_categories",
            "country",
            "place",
            "chronology",
            "reporter_name",
            "reporter_relation",
        ]
        labels = {"place": "Tempat", "chronology": "Kronologi", "reporter_name": "Nama pelapor"}
        help_texts = {"chronology": CHRONOLOGY_HELP}
        widgets = {
            "place": forms.TextInput,
            "chronology": forms.Textarea(attrs={"rows": 5}),
            "reporter_name": forms.TextInput,
        }

    def clean_further_categories(self):
        return [code for code in self.cleaned_data["further_categories"] if code != self.data.get("category")]


class CasePersonForm(VersionedForm):
    country = country_field(label="Negara")
    will = forms.ChoiceField(
        label="Apa maunya sendiri?",
        choices=Will.choices,
        help_text="Yang ia katakan sendiri, bukan keinginan keluarga.",
    )
    outcome = forms.ChoiceField(label="Hasil akhir", choices=optional(Outcome.choices, "Belum selesai"), required=False)
    why = WHY

    class Meta:
        model = CasePerson
        fields = ["country", "place", "will", "outcome"]
        labels = {"place": "Tempat"}
        help_texts = {"place": "Kota, gedung, atau petunjuk lain. Hanya dibaca petugas."}
        widgets = {"place": forms.TextInput}


class TieForm(forms.Form):
    number = forms.CharField(
        label="Nomor kasus lain",
        max_length=20,
        widget=forms.TextInput(attrs={"class": "width-16", "autocomplete": "off"}),
        error_messages={"required": "Isi nomor kasusnya, misalnya K-2026-0012."},
    )
    kind = forms.ChoiceField(
        label="Mengapa berkaitan",
        choices=[("", "Pilih"), *Tie.choices],
        error_messages={"required": "Pilih alasannya."},
    )
