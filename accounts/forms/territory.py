from django import forms

from accounts.forms.fields import asks, day
from accounts.models import Territory


class ChildForm(forms.Form):
    """A new RW or RT, by its number."""

    number = forms.RegexField(
        r"^\d{1,3}$",
        label="Nomor",
        help_text="Hanya angka, misalnya 3 atau 003.",
        error_messages={"invalid": "Tulis satu sampai tiga angka.", "required": "Tulis nomornya."},
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "width-3"}),
    )
    on = forms.DateField(label="Berlaku mulai", widget=day(), error_messages=asks("Isi tanggal mulai berlaku."))
    split_from = forms.ModelChoiceField(
        Territory.objects.none(), label="Pecahan dari", required=False, empty_label="Bukan pecahan"
    )

    def __init__(self, *args, siblings, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["split_from"].queryset = siblings

    def clean_number(self):
        number = self.cleaned_data["number"]
        if not number.strip("0"):
            raise forms.ValidationError("Nomor tidak boleh nol.")
        return number


class EndTerritoryForm(forms.Form):
    on = forms.DateField(label="Hari terakhir berlaku", widget=day(), error_messages=asks("Isi hari terakhir berlaku."))
    successors = forms.ModelMultipleChoiceField(
        Territory.objects.none(),
        label="Diteruskan oleh",
        widget=forms.CheckboxSelectMultiple,
        help_text="Ke sini warganya dipindahkan nanti. Data lama tidak hilang.",
        error_messages={"required": "Pilih paling sedikit satu wilayah penerus."},
    )

    def __init__(self, *args, heirs, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["successors"].queryset = heirs
        self.fields["successors"].label_from_instance = lambda place: place.path_name
