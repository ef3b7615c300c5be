from django import forms


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label="Untuk apa Anda membukanya?",
        max_length=150,
        help_text="Dicatat bersama nama Anda, misalnya: mengabari keluarga.",
        error_messages={"required": "Tulis alasannya dulu."},
    )
