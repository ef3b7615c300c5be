import uuid

from django import forms

from accounts.models import Assignment


class HandoverForm(forms.Form):
    client_uuid = forms.UUIDField(widget=forms.HiddenInput)
    taker = forms.ModelChoiceField(
        Assignment.objects.none(),
        label="Penanggung jawab yang baru",
        empty_label="Pilih",
        error_messages={"required": "Pilih siapa yang meneruskan kasus ini."},
        help_text="Kasus ini muncul di berandanya.",
    )
    note = forms.CharField(
        label="Catatan",
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Misalnya: apa yang sedang ditunggu, siapa yang harus dihubungi dulu.",
    )

    def __init__(self, data=None, *, takers, actor):
        super().__init__(data, initial={"client_uuid": uuid.uuid4(), "taker": actor})
        self.fields["taker"].queryset = takers
