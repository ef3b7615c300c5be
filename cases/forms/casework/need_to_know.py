import uuid

from django import forms

from accounts.models import Assignment

REASON = {"max_length": 1000, "widget": forms.Textarea(attrs={"rows": 3})}


class ConflictForm(forms.Form):
    holder = forms.ModelChoiceField(
        Assignment.objects.none(),
        label="Siapa yang tidak boleh melihat kasus ini?",
        empty_label="Pilih",
        error_messages={"required": "Pilih orangnya."},
    )
    household = forms.ModelMultipleChoiceField(
        Assignment.objects.none(),
        label="Siapa lagi yang serumah atau sekeluarga dengannya?",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Yang Anda tandai juga tidak melihat kasus ini, dengan alasan yang sama.",
    )
    reason = forms.CharField(
        label="Alasan",
        help_text="Misalnya: keluarga perekrut, tetangga korban, pernah berselisih. Hanya dibaca Disnaker.",
        error_messages={"required": "Tulis alasannya."},
        **REASON,
    )

    def __init__(self, data=None, *, holders):
        super().__init__(data)
        for name in ("holder", "household"):
            self.fields[name].queryset = holders


class EmergencyForm(forms.Form):
    client_uuid = forms.UUIDField(widget=forms.HiddenInput)
    number = forms.CharField(
        label="Nomor kasus",
        max_length=20,
        widget=forms.TextInput(attrs={"class": "width-16", "autocomplete": "off"}),
        error_messages={"required": "Isi nomor kasusnya."},
    )
    reason = forms.CharField(
        label="Mengapa tidak bisa menunggu?",
        help_text="Kepala Dinas langsung diberi tahu dan membaca alasan ini.",
        error_messages={"required": "Tulis alasannya."},
        **REASON,
    )

    def __init__(self, data=None):
        super().__init__(data, initial={"client_uuid": uuid.uuid4()})
