from django import forms

from accounts.forms.fields import asks
from accounts.forms.sign_in import NEW_PASSWORD_HELP


class ActivateForm(forms.Form):
    username = forms.CharField(
        label="Nama pengguna",
        error_messages=asks("Tulis nama pengguna yang ada di lembar Anda."),
        max_length=150,
        widget=forms.TextInput(attrs={"autocapitalize": "none", "autocomplete": "username", "class": "width-20"}),
    )
    code = forms.CharField(
        label="Kode aktivasi",
        error_messages=asks("Tulis kode yang ada di lembar Anda."),
        max_length=40,
        help_text="Dua belas huruf di lembar Anda. Huruf besar dan kecil sama saja.",
        widget=forms.TextInput(
            attrs={"autocapitalize": "characters", "autocomplete": "off", "spellcheck": "false", "class": "width-16"}
        ),
    )
    password = forms.CharField(
        label="Kata sandi baru",
        error_messages=asks("Buat kata sandi."),
        strip=False,
        help_text=NEW_PASSWORD_HELP,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label="Kata sandi baru sekali lagi",
        error_messages=asks("Ketik kata sandi yang sama sekali lagi."),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def clean(self):
        cleaned = super().clean()
        if "again" in cleaned and cleaned.get("password") != cleaned["again"]:
            self.add_error("again", "Kedua kata sandi tidak sama.")
        return cleaned
