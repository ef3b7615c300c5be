"""When they land, and who fetches them: for many at once, or one of them with what he needs."""

import uuid
from datetime import datetime

from django import forms
from django.utils import timezone

from cases.forms.reminders.duty import MOMENT
from cases.states.case_person import STILL_TO_COME
from cases.values.arrival import ArrivalNeed, ArrivalPlace, PickUp

NOBODY = "Pilih paling sedikit satu orang."
NAME_HELP = "Hanya Disnaker yang membacanya. Kosongkan kalau belum pasti."
TOO_LONG_AGO = "Tanggal ini tidak mungkin. Periksa lagi tahunnya."
FIRST = timezone.make_aware(datetime(2000, 1, 1))


class ArrivalFacts(forms.Form):
    expected_at = forms.DateTimeField(
        label="Perkiraan tiba (WIB)", widget=MOMENT, error_messages={"required": "Isi tanggal dan jam tibanya."}
    )
    place = forms.ChoiceField(
        label="Tempat tiba",
        choices=[("", "Pilih"), *ArrivalPlace.choices],
        error_messages={"required": "Pilih tempatnya."},
    )
    carrier = forms.CharField(
        label="Penerbangan atau kapal", max_length=60, required=False, help_text="Misalnya: GA 276."
    )
    pick_up = forms.ChoiceField(label="Yang menjemput", choices=PickUp, initial=PickUp.BELUM_DITENTUKAN)
    pick_up_by = forms.CharField(label="Nama dan nomor penjemput", max_length=200, required=False, help_text=NAME_HELP)
    reference = forms.CharField(
        label="Nomor surat atau brafaks", max_length=100, required=False, help_text="Dari surat yang mengabarkannya."
    )

    def clean_expected_at(self):
        if self.cleaned_data["expected_at"] < FIRST:
            raise forms.ValidationError(TOO_LONG_AGO)
        return self.cleaned_data["expected_at"]


class PlanArrivalForm(ArrivalFacts):
    client_uuid = forms.UUIDField(widget=forms.HiddenInput, required=False)
    persons = forms.TypedMultipleChoiceField(
        label="Siapa yang tiba bersama",
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": NOBODY},
    )

    def __init__(self, links, data=None, *, left_out=None, **known):
        """What is `known` stands there already. Who was `left_out` of a flight comes first, with that flight."""
        self.links = list(links)
        persons = [link.pk for link in self.links if link.status in STILL_TO_COME]
        first = {"persons": persons, "client_uuid": uuid.uuid4(), **known}
        if left_out:
            first |= left_out.facts | {"persons": [link.pk for link in left_out.links]}
        super().__init__(data, initial=first)
        self.fields["persons"].choices = [(link.pk, link.person.name) for link in self.links]
        self.order_fields(["persons"])

    def what(self):
        """(links, facts) for `arrival.plan`."""
        chosen = set(self.cleaned_data["persons"])
        facts = {name: value for name, value in self.cleaned_data.items() if name != "persons"}
        return [link for link in self.links if link.pk in chosen], facts


class ArrivalForm(ArrivalFacts):
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    needs = forms.MultipleChoiceField(
        label="Yang perlu disiapkan", choices=ArrivalNeed, widget=forms.CheckboxSelectMultiple, required=False
    )

    def __init__(self, arrival, data=None):
        known = {name: getattr(arrival, name) for name in ArrivalFacts.base_fields}
        super().__init__(data, initial=known | {"needs": arrival.need_codes, "seen": arrival.version})

    def renew(self, version):
        """After somebody else's change: what was typed stays, the next try counts from the newest version."""
        self.data = self.data.copy()
        self.data["seen"] = version
