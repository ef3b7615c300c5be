from django import forms

from accounts.models import Office, Role

TEAM_ROLES = (Role.DINSOS, Role.DISNAKER)


class CaseMemberForm(forms.Form):
    office = forms.ModelChoiceField(
        Office.objects.filter(role__in=TEAM_ROLES),
        label="Jabatan",
        empty_label="Pilih",
        error_messages={"required": "Pilih jabatannya."},
        help_text="Yang ditambahkan dapat membaca seluruh kasus ini.",
    )
