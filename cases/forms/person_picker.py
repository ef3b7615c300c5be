from django import forms

from cases.models import Person
from cases.values.identity import normalise_nik

MOST = 10


class PersonPickerForm(forms.Form):
    """Persons of the register, found by name or NIK and ticked. Works without any script: "Cari" sends the form.

    An address may tick persons, but not search: a name typed into one is not heard.
    """

    q = forms.CharField(
        label="Cari warga",
        required=False,
        max_length=150,
        help_text="Nama atau NIK.",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    warga = forms.ModelMultipleChoiceField(Person.objects.none(), required=False)

    def __init__(self, request):
        data = request.POST or {"warga": request.GET.getlist("warga")}
        super().__init__(data, auto_id="id_pick_%s")
        self.people = Person.objects.visible_to(request.actor).select_related("territory")
        self.fields["warga"].queryset = self.people
        self.is_valid()

    def chosen(self):
        return list(self.cleaned_data.get("warga", []))

    def found(self):
        """People the search finds and nobody has ticked yet."""
        text = self.cleaned_data.get("q", "").strip()
        return list(_matching(self.people, text).exclude(pk__in=[p.pk for p in self.chosen()])[:MOST]) if text else []


def _matching(people, text):
    try:
        return people.with_nik(normalise_nik(text))
    except ValueError:
        return people.named_like(text)
