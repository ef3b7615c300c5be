from django import forms

from cases.forms.coordination.sharing import SharingForm
from cases.rules.casework import group_sharing
from cases.values.sharing import FieldGroup

NOBODY = "Beri tanda pada paling sedikit satu kasus."
HEARD_BY = "Siapa yang mendengar persetujuan setiap orang yang bertanda, dan siapa dia."


class GroupSharingForm(SharingForm):
    """The same choice for many cases. What is one person's own, his health and the paper of his consent, leaves from
    the page of his case.
    """

    field_order = ["client_uuid", "cases"]

    def __init__(self, coordinations, data=None, *, are_all_marked=True):
        super().__init__(coordinations, data)
        for name in ("health", f"basis_{FieldGroup.KESEHATAN}", "consent_file", "consent_file_key"):
            del self.fields[name]
        self.fields["consent_witness"].label = "Nama saksi persetujuannya"
        self.fields["consent_witness"].help_text = HEARD_BY
        self.fields["cases"] = forms.MultipleChoiceField(
            label="Kasus yang ikut",
            choices=[(str(one.pk), f"{', '.join(one.names)} · {one.case.number}") for one in coordinations],
            initial=[str(one.pk) for one in coordinations if are_all_marked],
            widget=forms.CheckboxSelectMultiple,
            help_text="Hapus tanda pada yang tidak ikut.",
            error_messages={"required": NOBODY},
        )
        self.order_fields(self.field_order)

    @property
    def chosen(self):
        marked = set(self.cleaned_data.get("cases", ()))
        return [one for one in self.coordinations if str(one.pk) in marked]

    def clean_cases(self):
        if too_many := group_sharing.refusal(self.chosen):
            raise forms.ValidationError(too_many)
        return self.cleaned_data["cases"]
