"""allauth's forms in our words."""

from allauth.account.forms import ChangePasswordForm, LoginForm, ReauthenticateForm
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as ReauthenticateByCodeForm
from allauth.mfa.totp.forms import ActivateTOTPForm

from accounts.forms.fields import asks

NEW_PASSWORD_HELP = (
    "Paling sedikit 12 huruf. Beberapa kata yang mudah Anda ingat lebih aman daripada satu kata dengan angka."
)
CODE_HELP = "Enam angka yang sedang tampil di aplikasi, atau satu kode cadangan."


def word(field, label, help_text="", **attrs):
    """No placeholders: they vanish while one types."""
    field.label, field.help_text = label, help_text
    field.widget.attrs.pop("placeholder", None)
    field.widget.attrs.update(attrs)


class SignInForm(LoginForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        word(self.fields["login"], "Nama pengguna", autocapitalize="none", spellcheck="false")
        self.fields["login"].error_messages |= asks("Tulis nama pengguna Anda.")
        self.fields["password"].error_messages |= asks("Tulis kata sandi Anda.")
        word(self.fields["password"], "Kata sandi")


class PasswordForm(ChangePasswordForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        word(self.fields["oldpassword"], "Kata sandi sekarang")
        word(self.fields["password1"], "Kata sandi baru", NEW_PASSWORD_HELP)
        word(self.fields["password2"], "Kata sandi baru sekali lagi")


class ConfirmByPasswordForm(ReauthenticateForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        word(self.fields["password"], "Kata sandi")


class CodeForm(AuthenticateForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        word(self.fields["code"], "Kode", CODE_HELP, **{"class": "width-10"})


class ConfirmByCodeForm(ReauthenticateByCodeForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        word(self.fields["code"], "Kode", CODE_HELP, **{"class": "width-10"})


class SetUpAppForm(ActivateTOTPForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        numeric = {"inputmode": "numeric", "class": "width-10"}
        word(self.fields["code"], "Kode dari aplikasi", "Enam angka yang sedang tampil di aplikasi.", **numeric)
