"""Where allauth bends to our rules: nobody signs up, and its second-factor secrets are encrypted as ours are."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter

from lib.encryption import decrypt, encrypt

MFA_COLUMN = "mfa.authenticator.data"


class AccountAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request):
        return False


class MFAAdapter(DefaultMFAAdapter):
    def encrypt(self, text):
        return encrypt(text, MFA_COLUMN)

    def decrypt(self, encrypted_text):
        return decrypt(encrypted_text, MFA_COLUMN)
