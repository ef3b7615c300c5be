import uuid

from django import forms

from accounts.models import IdentityCheck
from cases.forms.fields import one_of, urgency_field
from cases.models import Case
from cases.values.choices import Category, CloseReason

WHY_SETTLED = (
    CloseReason.DUPLIKAT,
    CloseReason.LAPORAN_TIDAK_BENAR,
    CloseReason.BUKAN_WARGA_KOTA,
    CloseReason.PELAPOR_TAK_TERHUBUNGI_60H,
    CloseReason.DILIMPAHKAN,
)
NO_SUCH_CASE = "Nomor kasus ini tidak ditemukan."
SHORT = forms.Textarea(attrs={"rows": 2})


class OpenFromReportForm(forms.Form):
    """What the officer decides; all else comes from the report."""

    urgency = urgency_field()
    category = forms.ChoiceField(label="Jenis utama", choices=Category.choices)
    persons = forms.TypedMultipleChoiceField(
        label="Orang di data warga", coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, data=None, *, found, **kwargs):
        super().__init__(data, auto_id="id_open_%s", **kwargs)
        self.people = {one.row.pk: one.row for one in found}
        self.fields["persons"].choices = [(one.row.pk, f"{one.row.name}, {one.row.number}: {one.why}") for one in found]
        if not found:
            del self.fields["persons"]

    def chosen(self):
        return [self.people[pk] for pk in self.cleaned_data.get("persons", [])]


class LinkForm(forms.Form):
    number = forms.CharField(
        label="Nomor kasus",
        max_length=20,
        widget=forms.TextInput(attrs={"class": "width-10", "placeholder": "K-2026-0001"}),
        error_messages={"required": "Tulis nomor kasusnya."},
    )

    def __init__(self, data=None, *, actor):
        super().__init__(data, auto_id="id_link_%s")
        self.actor = actor

    def clean_number(self):
        number = self.cleaned_data["number"].strip().upper()
        self.case = Case.objects.visible_to(self.actor).filter(number=number).first()
        if self.case is None:
            raise forms.ValidationError(NO_SUCH_CASE)
        return number


class SettleForm(forms.Form):
    reason = forms.ChoiceField(
        label="Alasan",
        choices=[("", "Pilih"), *[(reason.value, reason.label) for reason in WHY_SETTLED]],
        error_messages={"required": "Pilih alasannya."},
    )
    note = forms.CharField(
        label="Catatan",
        max_length=1000,
        widget=SHORT,
        help_text="Bagaimana Anda tahu? Pelapor tidak membaca ini.",
        error_messages={"required": "Tulis catatan singkat: mengapa?"},
    )

    def __init__(self, data=None):
        super().__init__(data, auto_id="id_settle_%s")


class WhyForm(forms.Form):
    """One sentence for the trail."""

    note = forms.CharField(
        label="Mengapa?",
        max_length=200,
        widget=SHORT,
        error_messages={"required": "Tulis catatan singkat: mengapa?"},
    )

    def __init__(self, data=None, *, prefix="why"):
        super().__init__(data, auto_id=f"id_{prefix}_%s")


class NewCodeForm(forms.Form):
    """Who stands before the officer, and how he knows."""

    client_uuid = forms.UUIDField(widget=forms.HiddenInput)
    identity_check = one_of(
        "Bagaimana Anda mengenali pelapor?",
        [(check.value, check.label) for check in IdentityCheck if check != IdentityCheck.SK],
        "Pilih cara Anda memeriksa orangnya.",
    )

    def __init__(self, data=None):
        super().__init__(data, initial={"client_uuid": uuid.uuid4()})
