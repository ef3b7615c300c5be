"""Whom the administrator let in works only after somebody who reads as much has said who it is (decision 45)."""

import uuid

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import call_command
from django.utils import timezone

from accounts import account, activation_code, assignment, confirmation
from accounts.models import WITHOUT_CONFIRMATION, AccessLog, ActivationCode, Assignment, Role, User
from accounts.tests.conftest import PASSWORD
from cases.rules.reminders import duty, reminder
from lib.clock import today
from pangkalpinang_pmi.permissions import MATRIX

WAITING = "/pengaturan/akun/menunggu/"
READS = {"cases.view_person", "cases.view_case"}


@pytest.fixture
def running(ana):
    """A city in which somebody of Disnaker has worked."""
    User.objects.filter(pk=ana.user_id).update(last_login=timezone.now())


def let_in(by, role, username="wira", **place):
    term = {"starts_on": today(), "client_uuid": uuid.uuid4(), "first_name": "Wira Contoh"}
    return account.open_account(role=role, by=by, username=username, **term, **place).assignments.get()


def use_code(user, by):
    """The administrator prints a code and keeps it: he sets the password himself, and signs in with it."""
    now = timezone.now()
    code = activation_code.issue(user, client_uuid=uuid.uuid4(), identity_check="KTP", by=by, now=now)
    activation_code.redeem(username=user.username, code=code, password=PASSWORD, now=now)


def comes(client, term):
    client.force_login(User.objects.get(pk=term.user_id))
    return client.get("/warga/")


def test_who_reads_of_persons_or_publishes_numbers_to_ring_is_confirmed():
    readers = {role for role in Role if any(role in MATRIX[name] for name in READS)}
    assert readers | {Role.REDAKSI} == set(Role) - WITHOUT_CONFIRMATION


@pytest.mark.parametrize("role", [Role.DISNAKER, Role.KADIS, Role.REDAKSI])
def test_an_account_made_by_the_administrator_opens_nothing_yet(client, running, settings, adi, role):
    settings.DEMO = True
    term = let_in(adi, role)
    use_code(term.user, adi)
    assert comes(client, term).url == "/masuk/jabatan/?next=%2Fwarga%2F"
    assert "menunggu dipastikan" in client.get("/masuk/jabatan/").content.decode()


def test_a_colleague_who_saw_him_sign_in_lets_him_work(client, running, settings, adi, ana):
    settings.DEMO = True
    term = let_in(adi, Role.DISNAKER)
    use_code(term.user, adi)
    comes(client, term)
    client.force_login(ana.user)
    assert "Menunggu Anda pastikan" in client.get("/beranda/").content.decode()
    assert "Wira Contoh" in client.get(WAITING).content.decode()
    assert client.post(f"{WAITING}{term.pk}/", {"answer": "YA"}).url == WAITING
    assert comes(client, term).status_code == 200
    assert AccessLog.objects.filter(by=ana, subject=f"accounts.user:{term.user_id}", detail__contains="dipastikan")


def test_who_waits_is_given_no_work_and_no_alarm(running, adi, dewi):
    waiting = let_in(adi, Role.DISNAKER)
    assert waiting not in reminder.city_officers(today()) and waiting not in duty.carriers(today())


def test_nobody_is_confirmed_before_he_has_come(running, adi, ana):
    term = let_in(adi, Role.DISNAKER)
    with pytest.raises(ValidationError):
        confirmation.confirm(term, by=ana)


def test_who_turns_out_to_be_another_is_closed(client, running, adi, dewi):
    term = let_in(adi, Role.DISNAKER)
    client.force_login(dewi.user)
    client.post(f"{WAITING}{term.pk}/", {"answer": "BUKAN"})
    term.user.refresh_from_db()
    assert not term.user.is_active
    account.unfreeze(term.user, by=adi)
    assert Assignment.objects.get(pk=term.pk).awaits_confirmation


def test_a_password_that_came_by_the_administrator_is_confirmed_anew(client, running, settings, adi, ana, dewi):
    """Otherwise his code, kept for himself, would be the way into an account that has long been confirmed."""
    settings.DEMO = True
    use_code(ana.user, adi)
    assert not confirmation.waiting(dewi).get().has_come  # what she did before the code is no sign
    assert comes(client, ana).status_code == 302
    confirmation.confirm(ana, by=dewi)
    assert comes(client, ana).status_code == 200


def test_a_new_office_for_an_old_account_waits_while_the_old_one_goes_on(client, running, settings, adi, ana, rudi):
    settings.DEMO = True
    assignment.assign(rudi.user, ana.office, by=adi, starts_on=today())
    assert comes(client, rudi).status_code == 200
    assert comes(client, rudi).wsgi_request.actor == rudi


def test_a_kelurahan_confirms_its_own_and_nobody_elses(running, adi, budi, citra, wati, places):
    colleague = let_in(adi, Role.KELURAHAN, territory=budi.territory)
    head = let_in(adi, Role.RT, "wirya", territory=places["19.71.05.1005.002.004"])
    official = let_in(adi, Role.DISNAKER, "wening")
    assert set(confirmation.waiting(budi)) == {colleague, head}
    assert not confirmation.waiting(citra) and not confirmation.waiting(adi) and not confirmation.waiting(wati)
    with pytest.raises(PermissionDenied):
        confirmation.confirm(official, by=budi)
    with pytest.raises(PermissionDenied):
        confirmation.confirm(colleague, by=colleague)


def test_what_a_kelurahan_gives_and_what_opens_no_resident_waits_for_nobody(running, adi, budi, places):
    assert not let_in(budi, Role.RT, territory=places["19.71.05.1005.002.004"]).awaits_confirmation
    assert not let_in(adi, Role.WALIKOTA, "wening").awaits_confirmation
    assert not let_in(adi, Role.ADMIN, "wirya").awaits_confirmation


def test_the_first_of_disnaker_begins_without_anybody(client, settings, adi, dewi):
    settings.DEMO = True
    use_code(dewi.user, adi)
    assert comes(client, dewi).status_code == 200


def test_where_nobody_is_left_the_server_lets_in(client, running, settings, adi, ana):
    settings.DEMO = True
    use_code(ana.user, adi)
    call_command("confirm_term", "ana", verbosity=0)
    assert comes(client, ana).status_code == 200
    assert ActivationCode.objects.get().used_at
