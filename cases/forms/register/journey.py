from uuid import uuid4

from django import forms

from accounts.models import Role
from cases.forms.few_required import FewRequired
from cases.forms.fields import DATE, AnyDateField, MoneyField, PastDateField, country_field, optional
from cases.forms.move import SAID_BY_HELP
from cases.forms.register.registration import STAGES, sources_for
from cases.forms.upload import UploadField
from cases.rules import workflow
from cases.states import moves
from cases.states.journey import JourneyStatus, leads_aside
from cases.values.choices import OffererKind, Scheme, Sector, Source, VisaKind
from lib.clock import today
from lib.plain_select import PlainSelect

CHOOSE = ("", "Pilih")


def source_field():
    """Nobody is named as the source whom nobody has chosen."""
    return forms.ChoiceField(
        label="Siapa yang memberi tahu?",
        widget=PlainSelect,
        error_messages={"required": "Pilih siapa yang memberi tahu."},
    )


class JourneyMoveForm(forms.Form):
    """One step a journey may take: when it happened, who says so, and what this step asks for."""

    target = forms.CharField(widget=forms.HiddenInput)
    seen = forms.CharField(widget=forms.HiddenInput)
    client_uuid = forms.UUIDField(widget=forms.HiddenInput)
    happened_on = forms.DateField(
        label="Tanggal kejadian",
        widget=DATE,
    )
    source = source_field()
    said_by = forms.CharField(label="Menurut siapa", max_length=150, required=False, help_text=SAID_BY_HELP)
    reference = forms.CharField(label="Nomor surat, tiket, atau registrasi", max_length=100)
    note = forms.CharField(label="Catatan", required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))
    file = UploadField(label="Foto atau surat", required=False)

    def __init__(self, step, *, actor, journey, data=None, files=None):
        initial = {"target": step.target, "seen": step.source, "client_uuid": uuid4(), "happened_on": today()}
        if step.target == JourneyStatus.TERDATA_RT and actor.role in (Role.RT, Role.RW):  # repaired, by themselves
            initial["source"] = Source.RT
        super().__init__(data, files, auto_id=f"id_{journey.pk}_{step.target.lower()}_%s", initial=initial)
        self.step, self.journey_pk = step, journey.pk
        self.fields["source"].choices = [CHOOSE, *sources_for(actor)]
        if workflow.OF_AGENCIES.isdisjoint(source for source, _ in self.fields["source"].choices):
            del self.fields["said_by"]
        self.fields["note"].required = moves.NOTE in step.needs
        if moves.REFERENCE not in step.needs:
            del self.fields["reference"]
        for name in step.needs:
            self.fields[name].error_messages["required"] = workflow.REQUIRED[name]

    @property
    def is_exit(self):
        """The page keeps such steps apart."""
        return leads_aside(self.step)


class JourneyFactsForm(FewRequired):
    """Corrects what was written about a journey. Who recruits is shown to those alone who follow it up."""

    version = forms.CharField(widget=forms.HiddenInput)
    country = country_field(label="Negara tujuan")
    place = forms.CharField(label="Kota atau tempat", max_length=150, required=False)
    job = forms.CharField(label="Pekerjaan", max_length=150, required=False)
    sector = forms.ChoiceField(label="Sektor", choices=[("", "Belum tahu"), *Sector.choices], required=False)
    scheme = forms.ChoiceField(
        label="Lewat jalur apa", choices=Scheme, initial=Scheme.TIDAK_DIKETAHUI, widget=PlainSelect
    )
    employer = forms.CharField(label="Pemberi kerja", max_length=150, required=False)
    offered_by = forms.CharField(label="Siapa yang menawarkan", max_length=150, required=False)
    offerer_kind = forms.ChoiceField(
        label="Penawar itu siapa", choices=optional(OffererKind.choices), required=False, widget=PlainSelect
    )
    visa = forms.ChoiceField(label="Visa", choices=optional(VisaKind.choices), required=False, widget=PlainSelect)
    contract_in_hand = forms.NullBooleanField(
        label="Kontrak kerja sudah dipegang",
        required=False,
        widget=forms.NullBooleanSelect,
    )
    money_asked = MoneyField(label="Uang diminta di muka (rupiah)", required=False)
    passport_office = forms.CharField(label="Paspor dibuat di", max_length=100, required=False)
    planned_on = AnyDateField(label="Rencana berangkat", required=False)
    departed_on = PastDateField(label="Berangkat tanggal", required=False)
    contract_ends_on = AnyDateField(label="Kontrak berakhir", required=False)
    returned_on = PastDateField(label="Pulang tanggal", required=False)

    def __init__(self, data=None, *, actor, journey):
        super().__init__(data, initial={name: getattr(journey, name) for name in self.base_fields})
        self.fields["contract_in_hand"].widget.choices = [("unknown", "Belum tahu"), ("true", "Ya"), ("false", "Tidak")]
        if not actor.has_perm("cases.place_journey"):
            del self.fields["offered_by"]

    def clean_money_asked(self):
        return int(self.cleaned_data["money_asked"]) if self.cleaned_data["money_asked"] else None

    def clean(self):
        data = super().clean()
        departed, returned = data.get("departed_on"), data.get("returned_on")
        if departed and returned and returned < departed:
            self.add_error("returned_on", "Tanggal pulang lebih awal daripada tanggal berangkat.")
        return data


class NewJourneyForm(forms.Form):
    """One more departure of somebody we know."""

    client_uuid = forms.UUIDField(widget=forms.HiddenInput)
    status = forms.ChoiceField(
        label="Di mana dia sekarang?", choices=STAGES, initial=JourneyStatus.TERDATA_RT, widget=forms.RadioSelect
    )
    country = country_field(label="Negara tujuan")
    job = forms.CharField(label="Pekerjaan", max_length=150, required=False)
    scheme = forms.ChoiceField(
        label="Lewat jalur apa", choices=Scheme, initial=Scheme.TIDAK_DIKETAHUI, widget=PlainSelect
    )
    offered_by = forms.CharField(label="Siapa yang menawarkan", max_length=150, required=False)
    planned_on = AnyDateField(label="Rencana berangkat", required=False)
    departed_on = PastDateField(label="Berangkat tanggal", required=False)
    source = source_field()

    def __init__(self, data=None, *, actor):
        super().__init__(data, auto_id="id_journey_%s", initial={"client_uuid": uuid4()})
        self.fields["source"].choices = [CHOOSE, *sources_for(actor)]
