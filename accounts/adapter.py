"""Where allauth bends to our rules: nobody signs up, its words are ours, its second-factor secrets are encrypted."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter

from accounts import session
from accounts.access import log_sign_in
from lib.encryption import decrypt, encrypt

MFA_COLUMN = "mfa.authenticator.data"


class AccountAdapter(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        "username_password_mismatch": "Nama pengguna atau kata sandi salah.",
        "too_many_login_attempts": "Terlalu banyak percobaan masuk. Tunggu 5 menit, lalu coba lagi.",
        "enter_current_password": "Kata sandi lama tidak cocok.",
        "incorrect_password": "Kata sandi salah.",
        "incorrect_code": "Kode salah atau sudah dipakai. Tunggu kode berikutnya di aplikasi, lalu coba lagi.",
        "rate_limited": "Terlalu banyak percobaan. Tunggu 5 menit, lalu coba lagi.",
    }

    def is_open_for_signup(self, request):
        return False

    def post_login(self, request, user, **kwargs):
        log_sign_in(user)
        session.forget_visitors(request.session)
        return super().post_login(request, user, **kwargs)


class MFAAdapter(DefaultMFAAdapter):
    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": AccountAdapter.error_messages["incorrect_code"],
    }

    def get_totp_label(self, user):
        return user.username  # an e-mail address has no business in an app that backs itself up to a cloud

    def encrypt(self, text):
        return encrypt(text, MFA_COLUMN)

    def decrypt(self, encrypted_text):
        return decrypt(encrypted_text, MFA_COLUMN)
