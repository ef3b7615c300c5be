import uuid
from datetime import timedelta

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError

from accounts.models import Agency
from cases.forms.fields import DATE
from cases.models.api_token import Scope
from lib import outgoing
from lib.clock import today

LONGEST = timedelta(days=366)
USUAL = timedelta(days=180)
URL_HELP = "Kosongkan kalau instansi ini bertanya sendiri. Namanya harus ada di daftar WEBHOOK_HOSTS."
NOT_CALLED = "Alamat ini tidak boleh dipanggil portal. Minta pengelola server menambahkan namanya dulu."


class ApiTokenForm(forms.Form):
    client_uuid = forms.UUIDField(widget=forms.HiddenInput)
    agency = forms.ModelChoiceField(
        Agency.objects.none(), label="Instansi", empty_label="Pilih", error_messages={"required": "Pilih instansinya."}
    )
    name = forms.CharField(
        label="Dipakai oleh",
        max_length=100,
        help_text="Nama sistem atau orang yang bertanggung jawab di sana.",
        error_messages={"required": "Tulis siapa yang memakainya."},
    )
    scopes = forms.MultipleChoiceField(
        label="Boleh",
        choices=[(scope.value, scope.label.capitalize()) for scope in Scope],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Pilih paling sedikit satu."},
    )
    expires_on = forms.DateField(
        label="Berlaku sampai", widget=DATE, error_messages={"required": "Isi sampai kapan token ini berlaku."}
    )
    webhook_url = forms.URLField(label="Alamat webhook", required=False, assume_scheme="https", help_text=URL_HELP)

    def __init__(self, data=None):
        first = {"client_uuid": uuid.uuid4(), "expires_on": today() + USUAL, "scopes": Scope.values}
        super().__init__(data, initial=first)
        self.fields["agency"].queryset = Agency.objects.valid(today())

    def clean_expires_on(self):
        until = self.cleaned_data["expires_on"]
        if not today() <= until <= today() + LONGEST:
            raise ValidationError("Pilih tanggal dari hari ini sampai paling lama satu tahun.")
        return until

    def clean_webhook_url(self):
        url = self.cleaned_data["webhook_url"]
        if url:
            try:
                outgoing.check(url, settings.WEBHOOK_HOSTS)
            except outgoing.Blocked:
                raise ValidationError(NOT_CALLED) from None
        return url
