from django import forms

from cases.values.removal import RemovalReason


class RemovalForm(forms.Form):
    """Why a contact or a paper is taken off the list."""

    version = forms.CharField(widget=forms.HiddenInput)
    reason = forms.ChoiceField(
        label="Mengapa dihapus?",
        choices=RemovalReason,
        widget=forms.RadioSelect,
        error_messages={"required": "Pilih alasannya."},
    )
