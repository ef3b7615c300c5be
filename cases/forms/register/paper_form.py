from typing import NamedTuple
from uuid import uuid4

from django import forms

from accounts.models import Role, Territory
from cases.forms.few_required import FewRequired
from cases.forms.fields import NameField, PastDateField
from cases.forms.register.registration import NEIGHBOURS_SOURCES, PAGES, page_form
from cases.forms.register.registration_place import PlaceField
from cases.models import PaperForm
from cases.models.registration_draft import KeptPage
from cases.rules.register.paper_form import MOST, plain_code
from lib.clock import today

ON_PAPER = [name for name in PAGES if name != "persetujuan"]  # consent is asked face to face, not by a tick on paper
SOURCES = [(source.value, source.label) for source in NEIGHBOURS_SOURCES]
UNKNOWN_CODE = "Nomor formulir ini tidak ada di kelurahan Anda. Periksa lagi di kanan atas lembarnya."


class PrintForm(forms.Form):
    client_uuid = forms.UUIDField(widget=forms.HiddenInput)
    territory = PlaceField(
        queryset=Territory.objects.none(),
        label="Untuk RT mana?",
        empty_label="Pilih RT",
        error_messages={"required": "Pilih RT-nya."},
    )
    count = forms.IntegerField(
        label="Berapa lembar?",
        min_value=1,
        max_value=MOST,
        initial=10,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "width-3"}),
        help_text=f"Satu lembar untuk satu orang, paling banyak {MOST} sekali cetak.",
        error_messages={"required": "Tulis jumlahnya.", "invalid": "Tulis angka saja."},
    )

    def __init__(self, data=None, *, actor):
        super().__init__(data, initial={"client_uuid": uuid4()})
        places = Territory.objects.visible_to(actor).valid(today()).filter(level=Territory.Level.RT).order_by("code")
        self.fields["territory"].queryset = places
        if actor.role == Role.RT:
            self.fields["territory"].initial = places.first()


class PaperHeadForm(FewRequired):
    """What stands around the answers: the number in the corner, and the day at the foot."""

    code = forms.CharField(
        label="Nomor formulir",
        max_length=20,
        widget=forms.TextInput(attrs={"class": "width-10", "autocomplete": "off", "autocapitalize": "characters"}),
        error_messages={"required": "Ketik nomor formulirnya."},
    )
    filled_on = PastDateField(label="Tanggal diisi", error_messages={"required": "Tulis kapan formulirnya diisi."})
    written_by = NameField(label="Nama yang mengisi", required=False)

    def __init__(self, data=None, *, actor, code="", last=None):
        kept = {"filled_on": last.filled_on, "written_by": last.written_by} if last else {}
        super().__init__(data, initial={"code": code, **kept})
        self.actor, self.paper = actor, None
        self.fields["code"].widget.attrs["list"] = "codes-to-come"

    def clean_code(self):
        forms_here = PaperForm.objects.visible_to(self.actor).select_related("territory")
        code = plain_code(self.cleaned_data["code"])
        self.paper = forms_here.filter(code=code).first() if code else None
        if self.paper is None:
            raise forms.ValidationError(UNKNOWN_CODE)
        return code


class Sheet(NamedTuple):
    """A filled-in page in the place of a draft, so that the very forms of the screen read it."""

    territory: Territory
    typed: dict

    def page(self, name):
        return KeptPage(typed=self.typed)


def sheet_of(paper, actor, data):
    """As long as the number is not read, the sheet lies in the kelurahan: nothing typed is lost."""
    typed = dict(data.lists())
    if paper is None:
        return Sheet(actor.territory, typed)
    return Sheet(paper.territory, typed | {"territory": [str(paper.territory_id)]})


def blank_forms(actor):
    sheet = Sheet(actor.territory, {})
    return {name: page_form(name, None, draft=sheet, actor=actor, asks=False) for name in ON_PAPER}
