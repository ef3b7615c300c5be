"""The boxes for photos on the page of papers. None has to be filled."""

from cases.forms.few_required import FewRequired
from cases.forms.upload import UploadField
from cases.rules.register.draft_photo import KINDS

LABELS = {kind: f"Foto {kind.label}" for kind in KINDS}


class DraftPhotoForm(FewRequired):
    def __init__(self, files=None):
        super().__init__({} if files is not None else None, files)
        for kind, label in LABELS.items():
            self.fields[name_of(kind)] = UploadField(label=label, required=False, help_text="")

    def accepted(self):
        """(field name, kind, upload) of each box in which something usable lies, whatever lies in the others."""
        self.is_valid()
        for kind in KINDS:
            upload = self.cleaned_data.get(name_of(kind))
            if upload:
                yield name_of(kind), kind, upload


def name_of(kind):
    return f"photo_{kind.lower()}"
