"""Doors, accounts and places. Of allauth's pages stand here those we let people reach; all others do not exist."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.totp.views import deactivate_totp
from allauth.usersessions.views import list_usersessions
from django.urls import include, path

from accounts.views import account as accounts
from accounts.views import activation_code, assignment, confirmation, office, password, second_factor, territory

door_urls = [
    path("masuk/", account.login, name="sign_in"),
    path("masuk/", account.login, name="account_login"),  # the same door by the name allauth knows
    path("masuk/jabatan/", office.choose_office, name="choose_office"),
    path("masuk/kode/", activation_code.activate, name="activate"),
    path("keluar/", office.sign_out, name="sign_out"),
]
own_account_urls = [
    path("akun/masuk/kode/", mfa.authenticate, name="mfa_authenticate"),
    path("akun/nonaktif/", account.account_inactive, name="account_inactive"),
    path("akun/konfirmasi/", account.reauthenticate, name="account_reauthenticate"),
    path("akun/konfirmasi/kode/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("akun/kata-sandi/", password.change_password, name="account_change_password"),
    path("akun/sesi/", list_usersessions, name="usersessions_list"),
    path("akun/keamanan/", mfa.index, name="mfa_index"),
    path("akun/keamanan/aplikasi/", second_factor.set_up_app, name="mfa_activate_totp"),
    path("akun/keamanan/aplikasi/hapus/", deactivate_totp, name="mfa_deactivate_totp"),
    path("akun/keamanan/cadangan/", recovery_codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("akun/keamanan/cadangan/baru/", recovery_codes.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("akun/keamanan/cadangan/unduh/", recovery_codes.download_recovery_codes, name="mfa_download_recovery_codes"),
]

account_urls = [
    path("", accounts.account_list, name="account_list"),
    path("baru/", accounts.account_new, name="account_new"),
    path("<int:pk>/", accounts.account_detail, name="account_detail"),
    path("<int:pk>/kode/", activation_code.issue_code, name="issue_code"),
    path("<int:pk>/bekukan/", accounts.freeze_account, name="freeze_account"),
    path("<int:pk>/buka/", accounts.unfreeze_account, name="unfreeze_account"),
    path("<int:pk>/kode-aplikasi/", accounts.reset_second_factor, name="reset_second_factor"),
    path("<int:pk>/jabatan/", assignment.add_assignment, name="add_assignment"),
    path("menunggu/", confirmation.terms_to_confirm, name="terms_to_confirm"),
    path("menunggu/<int:pk>/", confirmation.confirm_term, name="confirm_term"),
    path("jabatan/<int:pk>/akhiri/", assignment.end_assignment, name="end_assignment"),
]
territory_urls = [
    path("", territory.territory_list, name="territory_list"),
    path("<int:pk>/", territory.territory_detail, name="territory_detail"),
    path("<int:pk>/tambah/", territory.territory_new, name="territory_new"),
    path("<int:pk>/akhiri/", territory.territory_end, name="territory_end"),
]

urlpatterns = [
    *door_urls,
    *own_account_urls,
    path("pengaturan/akun/", include(account_urls)),
    path("pengaturan/wilayah/", include(territory_urls)),
]
