from django import forms

from cases.forms.few_required import FewRequired
from cases.forms.register.person import ContactForm
from cases.rules.masking import mask_number


class ContactCorrectionForm(FewRequired, ContactForm):
    """The number is masked: an empty box keeps the one we have."""

    version = forms.CharField(widget=forms.HiddenInput)
    field_order = ["version"]

    def __init__(self, data=None, *, contact):
        super().__init__(data)
        self.initial = {name: getattr(contact, name) for name in self.fields} | {"phone": ""}
        self.fields["phone"].required = False
        if contact.phone:
            self.fields["phone"].label = "Nomor HP baru"
            self.fields["phone"].help_text = f"Tercatat {mask_number(contact.phone)}. Kosongkan kalau sudah benar."
