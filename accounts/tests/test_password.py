"""An account whose password was not made yet, or was taken away, by a session that still lives."""

import pytest
from django.urls import reverse

OWN_PAGES = (
    "account_change_password",
    "account_reauthenticate",
    "usersessions_list",
    "mfa_index",
    "mfa_activate_totp",
    "mfa_deactivate_totp",
    "mfa_view_recovery_codes",
    "mfa_generate_recovery_codes",
    "mfa_download_recovery_codes",
    "mfa_reauthenticate",
    "account_inactive",
)


def test_without_a_password_the_page_says_where_it_comes_from(client, rudi):
    client.force_login(rudi.user)
    for answer in (client.get("/akun/kata-sandi/"), client.post("/akun/kata-sandi/", {"oldpassword": "x"})):
        assert answer.status_code == 200
        assert "Akun ini belum punya kata sandi" in answer.content.decode()
    rudi.user.refresh_from_db()
    assert not rudi.user.has_usable_password()


@pytest.mark.parametrize("name", OWN_PAGES)
@pytest.mark.parametrize("who", ["rudi", "budi"])
def test_no_page_of_the_own_account_breaks(client, request, who, name):
    client.force_login(request.getfixturevalue(who).user)
    assert client.get(reverse(name), follow=True).status_code in (200, 403, 404)
