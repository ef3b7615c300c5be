"""A draft belongs to the office, is kept page by page as typed, and is thrown away in time."""

import uuid
from datetime import timedelta

import pytest
from django.core.management import call_command

from accounts.models import Role
from accounts.tests.factories import make_actor
from cases import tasks
from cases.models import Person, RegistrationDraft, Reminder
from cases.rules.days.my_day import my_day
from cases.rules.register import registration_draft
from cases.rules.reminders import mailing
from cases.rules.reminders.reminder import plan_reminders
from cases.tests.factories import make_person
from cases.tests.wizard import PAGES, Wizard
from lib.clock import today

pytestmark = pytest.mark.django_db
URL = "/warga/daftar/"
LEAST = {"name": "Siti Aminah", "source": "KELUARGA"}


def age(days):
    """Let so many days pass since the last change."""
    RegistrationDraft.objects.update(expires_on=today() + timedelta(14 - days))


# --- whose it is


def test_the_start_page_lists_it(client, draft):
    assert "Siti Aminah" in client.get(URL).content.decode()


@pytest.mark.parametrize("who", ["toni", "wati", "budi", "citra", "ana"])
def test_for_other_offices_it_does_not_exist(request, client, draft, who):
    client.force_login(request.getfixturevalue(who).user)
    assert "Siti Aminah" not in client.get(URL).content.decode()
    for page in ("orang", "periksa", "hapus"):
        assert client.get(draft.url(page)).status_code == 404
        if page != "hapus":
            assert client.post(draft.url(page), LEAST).status_code == 404
    assert client.post(draft.url("bicara"), {}).status_code == 404
    assert RegistrationDraft.objects.get().version == 1


def test_a_successor_goes_on_where_the_head_whose_term_ended_yesterday_stopped(client, rudi, draft):
    type(rudi).objects.filter(pk=rudi.pk).update(ends_on=today() - timedelta(1))
    assert client.get(draft.url("orang")).status_code == 302  # to "you hold no office"
    draft.actor = make_actor("baru", Role.RT, rudi.territory)
    draft.sign_in()
    assert "Siti Aminah" in client.get("/beranda/").content.decode()
    draft.write("rencana", country="MY").send()
    assert Person.objects.get().registered_by == draft.actor


def test_an_address_that_is_no_page(client, draft):
    assert client.get(draft.url("lain")).status_code == 404
    assert client.get(f"{URL}{uuid.uuid4()}/orang/").status_code == 404
    assert client.get(draft.url("bicara")).status_code == 405


# --- kept as it is left


@pytest.mark.parametrize("go, to", [("skip", "rencana"), ("back", "orang"), ("next", "rencana"), ("rest", "periksa")])
def test_a_page_is_kept_in_whatever_direction_it_is_left(draft, go, to):
    assert draft.post("keluarga-kontak", go, address="Jl. Melati 7").url == draft.url(to)
    assert "Jl. Melati 7" in draft.show("keluarga-kontak").content.decode()


def test_back_from_the_first_page_leads_to_the_drafts(draft):
    assert draft.post("orang", "back", **LEAST).url == URL


def test_a_page_left_empty_leaves_no_trace(client, rudi):
    Wizard(client, rudi).post("orang", "skip")
    assert not RegistrationDraft.objects.written().exists()
    assert "Belum dikirim" not in client.get(URL).content.decode()


def test_a_pasted_book_is_not_kept(draft):
    draft.post("rencana", job="a" * 100_000)
    assert len(RegistrationDraft.objects.get().page("rencana").typed["job"][0]) == registration_draft.LONGEST


def test_what_is_no_question_of_the_page_is_not_kept(draft):
    draft.post("rencana", country="MY", nik="1971054502930001", other=["x"])
    assert set(RegistrationDraft.objects.get().page("rencana").typed) == {"country"}


def test_the_database_holds_it_encrypted(draft):
    with pytest.raises(TypeError):
        RegistrationDraft.objects.filter(pages_json__contains="Siti")


# --- two phones


def test_the_second_phone_sees_both_versions(draft):
    draft.post("rencana", version=0, country="MY", job="koki")
    html = draft.post("rencana", version=0, country="TW", job="koki").content.decode()
    assert "Dua isian untuk halaman ini" in html and "Malaysia" in html and "Taiwan" in html
    assert RegistrationDraft.objects.get().page("rencana").typed["country"] == ["MY"]
    draft.write("rencana", country="TW", job="koki")  # with both before him, going on is meant
    assert RegistrationDraft.objects.get().page("rencana").typed["country"] == ["TW"]


@pytest.mark.parametrize("page", PAGES)
def test_each_page_carries_the_version_it_shows(draft, page):
    draft.write("rencana", country="MY")
    draft.post("rencana", country="TW")
    assert f'name="version" value="{draft.version(page)}"' in draft.show(page).content.decode()
    assert [draft.version(name) for name in ("orang", "rencana", "periksa")] == ["1", "3", "3"]


def test_two_phones_on_two_pages_do_not_disturb_each_other(draft):
    draft.post("rencana", version=0, country="MY")
    assert draft.post("keluarga-kontak", version=0, address="Jl. Melati 7").status_code == 302


def test_the_same_text_twice_is_no_second_version(draft):
    for _ in range(2):
        assert draft.post("rencana", version=0, country="MY").status_code == 302
    assert RegistrationDraft.objects.get().version == 2


@pytest.mark.parametrize("version", ["", "-1", "x", "9" * 50, "²"])
def test_a_version_that_is_none_overwrites_nothing(draft, version):
    assert "Dua isian" in draft.post("orang", version=version, name="Lain", source="RT").content.decode()


def test_what_was_changed_after_the_check_is_checked_again(draft):
    seen = draft.version("periksa")
    draft.write("rencana", country="MY")
    assert "baru saja diubah di HP lain" in draft.send(version=seen).content.decode()
    assert not Person.objects.exists()


# --- sent once


def test_sent_twice_is_one_person_and_one_confirmation(draft):
    seen = draft.version("periksa")
    first, second = draft.send(version=seen), draft.send(version=seen)
    assert first.url == second.url and Person.objects.count() == 1


def test_the_second_click_does_not_take_its_own_entry_for_somebody_known(draft, rudi):
    """As between two clicks: the draft was read before the first one had registered it."""
    first = make_person(rudi, rudi.territory, name=LEAST["name"])
    Person.objects.filter(pk=first.pk).update(client_uuid=draft.key)
    assert draft.send().url == f"/warga/terdata/{draft.key}/"
    assert Person.objects.count() == 1


def test_the_back_button_after_sending_leads_to_the_confirmation(draft):
    confirmation = draft.send().url
    for page in ("orang", "periksa"):
        assert draft.show(page).url == confirmation
        assert draft.post(page, version=1, **LEAST | {"name": "Lain Sekali"}).url == confirmation
    assert Person.objects.get().name == "Siti Aminah"


def test_begun_twice_with_one_key_is_one_draft(client, rudi):
    key = uuid.uuid4()
    urls = {client.post(URL, {"client_uuid": key}).url for _ in range(2) if not client.force_login(rudi.user)}
    assert len(urls) == RegistrationDraft.objects.count() == 1


def test_the_key_of_something_sent_begins_something_new(client, draft):
    draft.send()
    begun = client.post(URL, {"client_uuid": draft.key}).url
    assert draft.key not in begun and client.get(begun).status_code == 200


def test_a_key_of_another_office_begins_something_new(client, toni, draft):
    client.force_login(toni.user)
    assert draft.key not in client.post(URL, {"client_uuid": draft.key}).url


# --- thrown away


def test_it_can_be_thrown_away_by_hand(client, draft):
    assert "Siti Aminah" in draft.show("hapus").content.decode()
    assert RegistrationDraft.objects.exists()
    assert client.post(draft.url("hapus")).url == client.post(draft.url("hapus")).url == URL
    assert not RegistrationDraft.objects.exists()


def test_it_is_deleted_14_days_after_the_last_change(draft, capsys):
    age(13)
    call_command("purge_expired", "--wet-run")
    assert RegistrationDraft.objects.exists()
    age(14)
    call_command("purge_expired")
    assert RegistrationDraft.objects.exists() and ": 1" in capsys.readouterr().out
    call_command("purge_expired", "--wet-run")
    assert not RegistrationDraft.objects.exists()


def test_a_change_gives_it_14_days_more(draft):
    age(13)
    draft.write("rencana", country="MY")
    assert RegistrationDraft.objects.get().expires_on == today() + timedelta(14)


def test_the_machine_deletes_by_itself(draft):
    age(15)
    tasks.purge_expired()
    assert not RegistrationDraft.objects.exists()


@pytest.mark.parametrize("days, is_late", [(0, False), (10, False), (11, True), (13, True)])
def test_my_day_says_when_it_is_deleted(rudi, draft, days, is_late):
    age(days)
    (section,) = [s for s in my_day(rudi, today()).sections if s.title == "Pendaftaran belum dikirim"]
    assert [(row.label, row.is_late) for row in section.rows] == [("Siti Aminah", is_late)]


def test_who_has_an_address_is_reminded_three_days_before(client, rudi, draft, mailoutbox):
    rudi.user.email = "rudi@example.test"
    rudi.user.save()
    age(10)
    assert plan_reminders(today()) == 0
    age(11)
    assert (plan_reminders(today()), plan_reminders(today())) == (1, 0)
    reminder = Reminder.objects.get()
    assert (reminder.recipient, reminder.due_on) == (rudi, today() + timedelta(3))
    mailing.send_reminders()
    assert "Siti" not in mailoutbox[0].body
    assert client.get(f"/pengingat/{reminder.pk}/").url == URL


def test_who_has_none_reads_it_on_his_page(draft):
    age(11)
    assert plan_reminders(today()) == 0


def test_nobody_is_reminded_of_what_was_changed_since(rudi, draft, mailoutbox):
    rudi.user.email = "rudi@example.test"
    rudi.user.save()
    age(11)
    plan_reminders(today())
    draft.write("rencana", country="MY")
    mailing.send_reminders()
    assert mailoutbox == []
