"""One leg of a way home and who pays it."""

import uuid

from django import forms

from cases.forms.fields import MoneyField
from cases.models import Funding
from cases.values.funding import Leg, Payer

NOTHING = "Jumlahnya harus lebih dari nol."


def amount_of(text):
    """What a MoneyField gives, as a number above nothing."""
    if text == "0":
        raise forms.ValidationError(NOTHING)
    return int(text)


class FundingForm(forms.ModelForm):
    client_uuid = forms.UUIDField(widget=forms.HiddenInput)
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    leg = forms.ChoiceField(
        label="Biaya untuk", choices=[("", "Pilih"), *Leg.choices], error_messages={"required": "Pilih biaya apa."}
    )
    link = forms.ModelChoiceField(
        queryset=None, label="Untuk siapa", required=False, empty_label="Semua orang dalam kasus ini"
    )
    payer = forms.ChoiceField(
        label="Yang membayar", choices=Payer, error_messages={"required": "Pilih siapa yang membayar."}
    )
    amount = MoneyField(
        label="Jumlah seluruhnya",
        help_text="Boleh ditulis 2.000.000 atau 2 juta.",
        error_messages={"required": "Isi jumlahnya."},
    )

    class Meta:
        model = Funding
        fields = ["leg", "link", "payer", "amount", "must_come_first", "note"]
        widgets = {"note": forms.Textarea(attrs={"rows": 2})}
        help_texts = {
            "must_come_first": "Beri tanda kalau orangnya belum bisa dijadwalkan pulang sebelum biaya ini disanggupi.",
            "note": "Misalnya: dua tiket dewasa, sudah termasuk bagasi.",
        }

    def __init__(self, persons, data=None, *, instance=None):
        first = {"client_uuid": uuid.uuid4(), "seen": instance.version if instance else 0}
        super().__init__(data, instance=instance, initial=first)
        self.fields["link"].queryset = persons
        self.fields["link"].label_from_instance = lambda link: link.person.name

    def clean_amount(self):
        return amount_of(self.cleaned_data["amount"])

    def facts(self):
        """For `funding.propose` and `change`."""
        return {name: self.cleaned_data[name] for name in self.Meta.fields}
