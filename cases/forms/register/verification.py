"""What an officer decides about one entry. Each form carries what its page showed and a key of its own."""

from uuid import uuid4

from django import forms

from accounts.models import Territory
from cases.forms.fields import NikField
from cases.forms.register.registration_place import PlaceField
from cases.rules.register import verification
from cases.values.choices import ReturnReason
from lib.clock import today
from lib.plain_select import PlainSelect

NOT_THE_SAME = "Berbeda dari NIK yang diisi. Periksa ketikan Anda dulu; kalau kartunya memang begitu, kembalikan ke RT."
DIFFERENT_NOTE = "Tulis di catatan apa yang perlu diperbaiki."


class DecisionForm(forms.Form):
    seen = forms.CharField(widget=forms.HiddenInput)
    client_uuid = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, data=None, *, journey, actor, names):
        """`names` are those of all kelurahan by code."""
        first = {"seen": verification.version(journey), "client_uuid": uuid4()}
        super().__init__(data, auto_id=f"id_{self.key}_%s", initial=first)
        self.journey, self.actor = journey, actor

    def renew(self, journey):
        """Its page shows the entry as it is now: sent again, it is about that."""
        self.data = self.data.copy()
        self.data["seen"] = verification.version(journey)


class AcceptForm(DecisionForm):
    key, label = "terima", "Terima"
    territory = PlaceField(
        queryset=Territory.objects.none(),
        label="RT tempat tinggal",
        empty_label="Pilih RT",
        error_messages={"required": "Pilih RT tempat warga ini tinggal."},
    )
    card_nik = NikField(
        label="NIK di KTP atau KK",
        required=False,
        help_text="Ketik ulang dari kartunya atau fotonya; portal yang membandingkan.",
    )
    is_family = forms.BooleanField(
        label="Warga ini saya sendiri atau keluarga saya", required=False, help_text="Petugas lain akan ikut memeriksa."
    )

    def __init__(self, data=None, *, journey, actor, names):
        super().__init__(data, journey=journey, actor=actor, names=names)
        home = journey.person.territory
        if home.level >= Territory.Level.RT:
            del self.fields["territory"]
        else:
            inside = Territory.objects.visible_to(actor).inside(home).valid(today())
            self.fields["territory"].queryset = inside.filter(level=Territory.Level.RT).order_by("code")
        if not journey.person.nik:
            del self.fields["card_nik"]

    def clean_card_nik(self):
        typed = self.cleaned_data["card_nik"]
        if typed and typed != self.journey.person.nik:
            raise forms.ValidationError(NOT_THE_SAME)
        return typed

    def clean(self):
        data = super().clean()
        data["matches_card"] = bool(data.pop("card_nik", ""))
        return data


class ReturnForm(DecisionForm):
    key, label = "kembalikan", "Kembalikan ke RT"
    reason = forms.ChoiceField(
        label="Apa yang perlu diperbaiki?",
        choices=ReturnReason,
        widget=forms.RadioSelect,
        error_messages={"required": "Pilih satu. Kalimat ini yang dibaca ketua RT."},
    )
    note = forms.CharField(
        label="Catatan untuk RT", required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 2})
    )

    def clean(self):
        data = super().clean()
        if data.get("reason") == ReturnReason.LAINNYA and not data.get("note"):
            self.add_error("note", DIFFERENT_NOTE)
        return data


class ReferForm(DecisionForm):
    key, label = "rujuk", "Rujuk ke kelurahan lain"
    kelurahan = forms.ChoiceField(
        label="Kelurahan tempat tinggalnya", error_messages={"required": "Pilih kelurahannya."}, widget=PlainSelect
    )
    note = forms.CharField(
        label="Dari mana Anda tahu?",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Tulis singkat, supaya kelurahan itu bisa melanjutkan."},
    )

    def __init__(self, data=None, *, journey, actor, names):
        super().__init__(data, journey=journey, actor=actor, names=names)
        home = journey.person.territory.kelurahan_code
        others = sorted(((code, name) for code, name in names.items() if code != home), key=lambda pair: pair[1])
        self.fields["kelurahan"].choices = [("", "Pilih kelurahan"), *others]

    def clean_kelurahan(self):
        place = Territory.objects.valid(today()).filter(code=self.cleaned_data["kelurahan"]).first()
        if place is None:
            raise forms.ValidationError("Kelurahan itu sudah tidak ada. Pilih yang lain.")
        return place


class NotResidentForm(DecisionForm):
    key, label = "bukan-warga", "Bukan warga kota"
    note = forms.CharField(
        label="Warga mana, dan sudah diberi tahu ke mana?",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Misalnya: KTP dan tinggal di Bangka Tengah; keluarga diarahkan ke Disnaker kabupaten itu.",
        error_messages={"required": "Tulis singkat, supaya warga ini tidak hilang begitu saja."},
    )


FORMS = {form.key: form for form in (AcceptForm, ReturnForm, ReferForm, NotResidentForm)}
SECOND_LOOK = {AcceptForm.key}  # all that is left to whoever only confirms


def forms_for(journey, actor, names, sent=None):
    """The decisions this officer may take, the one that came back with errors in its place."""
    may = FORMS if actor.has_perm("cases.verify_registration") else SECOND_LOOK
    return [sent if sent and sent.key == key else FORMS[key](journey=journey, actor=actor, names=names) for key in may]
