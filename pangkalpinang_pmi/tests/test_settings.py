"""One page leads to all that an office may set, and to nothing else."""

import pytest

from pangkalpinang_pmi import office_settings

ALL = [setting for group in office_settings.GROUPS for setting in group.settings]


@pytest.mark.parametrize("who", ["budi", "ana", "dewi", "adi"])
def test_each_office_is_led_to_what_it_may_set_and_gets_there(client, request, settings, who):
    settings.DEMO = True  # the second factor has tests of its own
    actor = request.getfixturevalue(who)
    client.force_login(actor.user)
    page = client.get("/pengaturan/").content.decode()
    shown = [setting for setting in ALL if f'href="{setting.url}"' in page.split("<main")[1]]
    assert shown == [setting for setting in ALL if actor.has_perm(setting.permission)] != []
    assert {client.get(setting.url, follow=True).status_code for setting in shown} == {200}


@pytest.mark.parametrize("who", ["rudi", "wati", "kiki", "eko", "wawan"])
def test_who_sets_nothing_is_not_led_there(client, request, settings, who):
    settings.DEMO = True
    client.force_login(request.getfixturevalue(who).user)
    assert client.get("/pengaturan/").status_code == 403
    assert 'href="/pengaturan/"' not in client.get("/beranda/").content.decode()
