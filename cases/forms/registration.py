from uuid import UUID, uuid4

from django import forms
from django.urls import reverse

from accounts.models import Role, Territory
from cases.forms.fields import (
    AnyDateField,
    NameField,
    NikField,
    PassportField,
    PastDateField,
    PhoneField,
    country_field,
    optional,
)
from cases.models import Person
from cases.registration import self_contact
from cases.states.journey import JourneyStatus
from cases.values.choices import NoNikReason, Relation, Scheme, Sex, Source
from cases.values.identity import read_nik
from lib.clock import today

# Where the person is now, as a neighbour would say it, and the state that begins the journey.
STAGES = (
    (JourneyStatus.TERDATA_RT, "Mau berangkat"),
    (JourneyStatus.DI_LUAR_NEGERI, "Sudah di luar negeri"),
    (JourneyStatus.PULANG, "Sudah pulang"),
)
AS_NEIGHBOURS_SAY = {Source.MANDIRI: "warga itu sendiri"}
NEIGHBOURS_SOURCES = (Source.MANDIRI, Source.KELUARGA, Source.RT)
SHOWN_LOOKALIKES = 5
MAYBE_KNOWN = "Mungkin warga ini sudah terdata. Lihat daftar di bawah."


def sources_for(actor):
    """Who may have told us, as far as this office can know."""
    known = NEIGHBOURS_SOURCES if actor.role in (Role.RT, Role.RW) else [s for s in Source if s != Source.IMPOR]
    return [(source.value, AS_NEIGHBOURS_SAY.get(source, source.label)) for source in known]


class PlaceField(forms.ModelChoiceField):
    def label_from_instance(self, territory):
        return territory.path_name


class RegistrationForm(forms.Form):
    """Everything an RT head may know about a resident; a name, a place and who told us are enough."""

    client_uuid = forms.UUIDField(widget=forms.HiddenInput)
    territory = PlaceField(
        queryset=Territory.objects.none(),
        label="RT tempat tinggal",
        empty_label="Pilih RT",
        error_messages={"required": "Pilih RT tempat warga ini tinggal."},
    )
    name = NameField(
        label="Nama lengkap",
        help_text="Seperti di KTP atau KK.",
        error_messages={"required": "Tulis nama lengkapnya."},
    )
    nik = NikField(label="NIK", required=False, help_text="16 angka di KTP atau KK.")
    no_nik_reason = forms.ChoiceField(
        label="NIK belum ada? Pilih alasannya",
        choices=NoNikReason,
        required=False,
        widget=forms.RadioSelect,
    )
    sex = forms.ChoiceField(label="Jenis kelamin", choices=Sex, required=False, widget=forms.RadioSelect)
    birth_date = PastDateField(label="Tanggal lahir", required=False)
    birth_place = forms.CharField(label="Tempat lahir", max_length=100, required=False)
    phone = PhoneField(
        label="Nomor HP warga ini", required=False, help_text="Boleh nomor luar negeri: +855 12 345 678."
    )
    contact_name = NameField(label="Nama anggota keluarga", required=False)
    contact_relation = forms.ChoiceField(
        label="Hubungan dengan warga ini",
        choices=optional([(r.value, r.label) for r in Relation if r not in (Relation.DIRI_SENDIRI, Relation.ANONIM)]),
        required=False,
    )
    contact_phone = PhoneField(label="Nomor HP keluarga", required=False)
    stage = forms.ChoiceField(
        label="Di mana dia sekarang?", choices=STAGES, initial=JourneyStatus.TERDATA_RT, widget=forms.RadioSelect
    )
    country = country_field(label="Negara")
    job = forms.CharField(label="Pekerjaan di sana", max_length=150, required=False)
    scheme = forms.ChoiceField(label="Lewat jalur apa", choices=Scheme, required=False, initial=Scheme.TIDAK_DIKETAHUI)
    offered_by = forms.CharField(
        label="Siapa yang menawarkan",
        max_length=150,
        required=False,
        help_text="Nama orang, perusahaan, atau akun media sosial. Hanya Disnaker yang melihatnya.",
    )
    planned_on = AnyDateField(label="Rencana berangkat", required=False)
    departed_on = PastDateField(label="Berangkat tanggal", required=False)
    passport = PassportField(label="Nomor paspor", required=False)
    source = forms.ChoiceField(
        label="Siapa yang memberi tahu Anda?",
        widget=forms.RadioSelect,
        error_messages={"required": "Pilih siapa yang memberi tahu Anda."},
    )
    registrar_is_family = forms.BooleanField(
        label="Warga ini saya sendiri atau keluarga saya",
        required=False,
        help_text="Tidak apa-apa. Kelurahan hanya akan memeriksanya dengan dua petugas.",
    )
    other_person = forms.BooleanField(label="Ini orang lain, tetap daftarkan", required=False)

    def __init__(self, data=None, *, actor, places):
        super().__init__(data, initial={"client_uuid": uuid4()})
        self.actor, self.lookalikes = actor, []
        self.fields["territory"].queryset = places
        self.fields["source"].choices = sources_for(actor)
        self.fields["nik"].one_of_two = self.fields["no_nik_reason"].one_of_two = True
        self.fields["nik"].widget.attrs |= {
            "hx-post": reverse("cases:nik_hint"),
            "hx-trigger": "change",
            "hx-params": "nik,csrfmiddlewaretoken",
            "hx-target": "#nik-hint",
            "hx-swap": "outerHTML",
        }
        self.only_place = places[0] if actor.role == Role.RT and places else None
        if self.only_place:
            del self.fields["territory"]

    @property
    def sent_uuid(self):
        """The UUID this form carries, whatever else is wrong with it; None where it carries none."""
        try:
            return UUID(self.data.get("client_uuid", ""))
        except ValueError:
            return None

    def clean(self):
        data = super().clean()
        data["territory"] = self.only_place or data.get("territory")
        if "nik" in data and not data["nik"] and not data.get("no_nik_reason"):
            self.add_error("nik", "Isi NIK, atau pilih alasan di bawahnya.")
        if data.get("contact_phone") and not data.get("contact_relation"):
            self.add_error("contact_relation", "Pilih hubungannya dengan warga ini.")
        if not self.errors:
            self.lookalikes = self.find_lookalikes(data)
        if self.lookalikes and not data["other_person"]:
            self.add_error(None, MAYBE_KNOWN)
        return data

    def find_lookalikes(self, data):
        """Who may be this person among those the actor may see: by NIK anywhere, by name in the same kelurahan."""
        people = Person.objects.visible_to(self.actor).select_related("territory")
        found = list(people.with_nik(data["nik"])) if data["nik"] else []
        near = Territory.objects.filter(code__startswith=f"{data['territory'].kelurahan_code}.")
        alike = people.filter(territory__in=near.values("pk")).similar_to(data["name"]).order_by("-likeness", "-pk")
        return found + [person for person in alike[:SHOWN_LOOKALIKES] if person not in found]

    def warnings(self):
        """What the NIK says otherwise: wrong digits exist and are permanent, so it is said and not refused."""
        data = self.cleaned_data
        facts = read_nik(data["nik"], today()) if data["nik"] else None
        if facts is None:
            return ["Tanggal lahir di dalam NIK tidak terbaca. Periksa lagi di KTP atau KK."] if data["nik"] else []
        sex = Sex.PEREMPUAN if facts.is_female else Sex.LAKI_LAKI
        differs = {
            "Jenis kelamin": data["sex"] and data["sex"] != sex,
            "Tanggal lahir": data["birth_date"] and data["birth_date"] != facts.birth_date,
        }
        return [
            f"{what} berbeda dengan yang tertulis di NIK. Periksa lagi di KTP." for what in differs if differs[what]
        ]

    def person_fields(self):
        data = self.cleaned_data
        fields = {
            name: data[name]
            for name in ("name", "territory", "sex", "birth_date", "birth_place", "registrar_is_family")
        }
        return fields | {"nik": data["nik"] or None, "no_nik_reason": "" if data["nik"] else data["no_nik_reason"]}

    def journey_fields(self):
        data = self.cleaned_data
        names = ("country", "job", "offered_by", "planned_on", "departed_on")
        return {name: data[name] for name in names} | {"scheme": data["scheme"] or Scheme.TIDAK_DIKETAHUI}

    def contacts(self):
        data = self.cleaned_data
        family = {
            "name": data["contact_name"],
            "relation": data["contact_relation"] or Relation.KERABAT,
            "phone": data["contact_phone"],
        }
        return self_contact(data["phone"]) + ([family] if family["name"] or family["phone"] else [])
