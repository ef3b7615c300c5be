from django import forms

from cases.forms.families.report_desk import NewCodeForm


class RenewCodeForm(NewCodeForm):
    """The kelurahan does not learn who reported: it copies the card, and the name is compared."""

    reporter_name = forms.CharField(
        label="Nama pelapor menurut KTP-nya",
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": "Salin nama pelapor dari KTP-nya."},
    )
    field_order = ["reporter_name", "identity_check", "client_uuid"]
