from uuid import UUID, uuid4

from django import forms

from accounts.models import Territory
from cases.forms.fields import PastDateField
from cases.values.choices import RelocationReason
from lib.clock import today


class RelocationForm(forms.Form):
    """Where to, since when and why."""

    client_uuid = forms.UUIDField(widget=forms.HiddenInput)
    version = forms.CharField(widget=forms.HiddenInput)
    destination = forms.TypedChoiceField(
        label="Pindah ke",
        coerce=int,
        help_text="Di kelurahan ini langsung berlaku. Kelurahan lain harus menerimanya dulu.",
        error_messages={"required": "Pilih ke mana warga ini pindah.", "invalid_choice": "Pilih satu dari daftar."},
    )
    reason = forms.ChoiceField(
        label="Alasan",
        choices=RelocationReason,
        widget=forms.RadioSelect,
        error_messages={"required": "Pilih alasannya."},
    )
    happened_on = PastDateField(
        label="Sejak tanggal",
        help_text="Kalau RT-nya salah catat, isi tanggal hari ini.",
        error_messages={"required": "Isi sejak kapan."},
    )
    address = forms.CharField(
        label="Alamat di sana", max_length=200, required=False, help_text="Kosongkan kalau alamatnya tetap sama."
    )
    note = forms.CharField(label="Catatan", max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, data=None, *, person, destinations):
        first = {"client_uuid": uuid4(), "version": person.version, "happened_on": today()}
        super().__init__(data, initial=first)
        self.places = {place.pk: place for place in destinations.all}
        groups = (
            (f"Penerus {person.territory.path_name}", destinations.successors),
            ("Di kelurahan ini", destinations.neighbours),
            ("Kelurahan lain", destinations.kelurahan),
        )
        self.fields["destination"].choices = [
            ("", "Pilih"),
            *((label, [(place.pk, place.path_name) for place in places]) for label, places in groups if places),
        ]
        if len(destinations.successors) == 1:
            self.initial["destination"] = destinations.successors[0].pk
        if destinations.successors:
            self.initial["reason"] = RelocationReason.RT_DIPECAH

    @property
    def sent_uuid(self):
        """Under which key this form was sent; None where it is not a key."""
        try:
            return UUID(self.data.get("client_uuid", ""))
        except ValueError:
            return None

    def renew(self, person):
        """Let it be sent again on top of what is stored now: the page above it shows that."""
        self.data = self.data.copy()
        self.data["version"] = person.version

    def clean_destination(self):
        return self.places[self.cleaned_data["destination"]]


class PlaceField(forms.ModelChoiceField):
    def label_from_instance(self, territory):
        return territory.path_name


class AcceptForm(forms.Form):
    place = PlaceField(
        Territory.objects.none(),
        label="Tinggal di RT mana?",
        empty_label="Pilih RT",
        error_messages={"required": "Pilih RT tempat warga ini tinggal sekarang."},
    )

    def __init__(self, data=None, *, places):
        super().__init__(data, auto_id="id_accept_%s")
        self.fields["place"].queryset = places


class RefuseForm(forms.Form):
    answer = forms.CharField(
        label="Mengapa tidak diterima?",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Misalnya: sudah ditanyakan ke RT, tidak ada warga dengan nama ini.",
        error_messages={"required": "Tulis alasannya, supaya kelurahan asal tahu apa yang perlu diperiksa."},
    )

    def __init__(self, data=None):
        super().__init__(data, auto_id="id_refuse_%s")
