import uuid

from django import forms

from accounts.models import Office, Role
from cases.rules.casework.case_team import NO_REASON

TEAM_ROLES = (Role.DINSOS, Role.DISNAKER)


class CaseMemberForm(forms.Form):
    office = forms.ModelChoiceField(
        Office.objects.filter(role__in=TEAM_ROLES),
        label="Jabatan",
        empty_label="Pilih",
        error_messages={"required": "Pilih jabatannya."},
        help_text="Yang ditambahkan dapat membaca seluruh kasus ini.",
    )


class LetGoForm(forms.Form):
    client_uuid = forms.UUIDField(widget=forms.HiddenInput)
    why = forms.CharField(
        label="Alasan",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Kantor itu membacanya, dan tercatat di riwayat kasus. Jangan menulis isi kasus di sini.",
        error_messages={"required": NO_REASON},
    )

    def __init__(self, data=None):
        super().__init__(data, initial={"client_uuid": uuid.uuid4()})
