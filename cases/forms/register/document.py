from django import forms

from cases.forms.few_required import FewRequired
from cases.forms.register.person import DocumentForm
from cases.rules.masking import mask_number


class DocumentCorrectionForm(FewRequired, DocumentForm):
    """The number is masked: an empty box keeps the one we have. Pictures are added on the paper's own page."""

    version = forms.CharField(widget=forms.HiddenInput)
    field_order = ["version"]
    file = client_uuid = None

    def __init__(self, data=None, *, document):
        super().__init__(data)
        self.initial = {name: getattr(document, name) for name in self.fields} | {"number": ""}
        if document.number:
            self.fields["number"].label = "Nomor baru"
            self.fields["number"].help_text = f"Tercatat {mask_number(document.number)}. Kosongkan kalau sudah benar."
