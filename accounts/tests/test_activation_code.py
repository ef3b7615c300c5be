"""A printed code sets a password once, within three days, after somebody has looked at the person's KTP."""

import uuid
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from accounts import activation_code
from accounts.assignment import assign
from accounts.models import AccessLog, ActivationCode, IdentityCheck
from accounts.tests.conftest import PASSWORD
from accounts.tests.factories import give_office, give_second_factor
from lib.clock import today

URL = "/masuk/kode/"
NEW = "kata-sandi-yang-baru"


def issue(user, by, now=None):
    return activation_code.issue(
        user, client_uuid=uuid.uuid4(), identity_check=IdentityCheck.KTP, by=by, now=now or timezone.now()
    )


def type_in(client, username, code, password=NEW, again=None):
    form = {"username": username, "code": code, "password": password, "again": again or password}
    return client.post(URL, form)


@pytest.fixture
def code(rudi, budi):
    return issue(rudi.user, budi)


def test_it_sets_the_own_password(client, rudi, code):
    assert type_in(client, "rudi", code).url == "/masuk/"
    assert client.post("/masuk/", {"login": "rudi", "password": NEW}).url == "/beranda/"


def test_small_letters_and_blanks_make_no_difference(client, rudi, code):
    assert type_in(client, "Rudi", f" {code.lower().replace('-', ' ')} ").status_code == 302


def test_it_works_once(client, rudi, code):
    type_in(client, "rudi", code)
    response = type_in(client, "rudi", code, "kata-sandi-yang-lain")
    assert activation_code.WRONG in response.content.decode()
    rudi.user.refresh_from_db()
    assert rudi.user.check_password(NEW)


def test_after_72_hours_it_says_so(client, rudi, budi):
    late = issue(rudi.user, budi, now=timezone.now() - timedelta(hours=72))
    assert activation_code.EXPIRED in type_in(client, "rudi", late).content.decode()


def test_a_new_code_kills_the_old(client, rudi, budi, code):
    newer = issue(rudi.user, budi)
    assert activation_code.EXPIRED in type_in(client, "rudi", code).content.decode()
    assert type_in(client, "rudi", newer).status_code == 302


def test_unknown_names_and_wrong_codes_get_the_same_answer(client, rudi, toni, code):
    wrong = "CDFG-HJKL-MNPQ"
    answers = [type_in(client, *pair) for pair in (("rudi", wrong), ("tidak.ada", wrong), ("toni", code))]
    assert {answer.status_code for answer in answers} == {200}
    assert all(activation_code.WRONG in answer.content.decode() for answer in answers)


def test_guessing_is_limited(client, rudi, code):
    for _ in range(5):
        type_in(client, "rudi", "CDFG-HJKL-MNPQ")
    assert type_in(client, "rudi", code).status_code == 429
    rudi.user.refresh_from_db()
    assert not rudi.user.check_password(NEW)


@pytest.mark.parametrize(("password", "again"), [("pendek", None), ("michaeljackson", None), (NEW, "lain-sekali-ini")])
def test_a_bad_password_costs_no_code(client, rudi, code, password, again):
    response = type_in(client, "rudi", code, password, again)
    assert response.status_code == 200
    assert response.context["form"].errors
    assert type_in(client, "rudi", code).status_code == 302


def test_a_frozen_account_cannot_use_it(client, rudi, code):
    rudi.user.is_active = False
    rudi.user.save()
    assert activation_code.WRONG in type_in(client, "rudi", code).content.decode()


def test_it_ends_all_sessions(client, rudi, code, sign_in):
    sign_in(rudi)
    type_in(type(client)(), "rudi", code)
    assert client.get("/akun/sesi/").status_code == 302


def test_it_never_takes_the_second_factor_away(client, rudi, code):
    give_second_factor(rudi.user)
    type_in(client, "rudi", code)
    response = client.post("/masuk/", {"login": "rudi", "password": NEW})
    assert response.url == "/akun/masuk/kode/"


def test_only_a_keyed_hash_is_kept(rudi, code):
    row = ActivationCode.objects.get(user=rudi.user)
    assert code not in row.code_hash and activation_code.normalise(code) not in row.code_hash
    assert row.expires_at - row.issued_at <= timedelta(hours=72, seconds=1)


def test_codes_are_easy_to_read_and_hard_to_guess(rudi, budi):
    codes = {issue(rudi.user, budi) for _ in range(20)}
    assert len(codes) == 20
    assert all(len(part) == 4 for code in codes for part in code.split("-"))
    assert not set("".join(codes)) & set("AEIOU0158BSZ")


def test_no_text_is_empty_of_an_answer(client, db):
    assert client.post(URL, {}).status_code == 200
    assert type_in(client, "a\0b", "\0").status_code == 200


# ---- making one


def sheet(client, actor, user, **form):
    client.force_login(actor.user)
    form = {"client_uuid": uuid.uuid4(), "identity_check": "KTP", "is_checked": "on"} | form
    return client.post(f"/pengaturan/akun/{user.pk}/kode/", form)


def test_the_sheet_shows_it_this_once(client, budi, rudi):
    response = sheet(client, budi, rudi.user)
    page, code = response.content.decode(), response.context["code"]
    assert code in page
    assert "http://testserver/masuk/kode/" in page
    assert response.headers["Cache-Control"] == "no-store, private"
    assert type_in(type(client)(), "rudi", code).status_code == 302


def test_the_handed_over_part_names_no_person_and_no_office(client, budi, rudi):
    page = sheet(client, budi, rudi.user).content.decode()
    handed_over = page[page.index('class="code-sheet"') :]
    assert "Rudi" not in handed_over and rudi.title not in handed_over


def test_the_same_form_twice_makes_one_code(client, budi, rudi):
    form_key = uuid.uuid4()
    sheet(client, budi, rudi.user, client_uuid=form_key)
    again = sheet(client, budi, rudi.user, client_uuid=form_key)
    assert again.status_code == 302
    assert ActivationCode.objects.count() == 1


@pytest.mark.parametrize("left_out", [{"is_checked": ""}, {"identity_check": ""}, {"identity_check": "TELEPON"}])
def test_no_code_without_a_look_at_the_person(client, budi, rudi, left_out):
    assert sheet(client, budi, rudi.user, **left_out).status_code == 200
    assert not ActivationCode.objects.exists()


def test_it_is_logged_with_the_way_of_checking(budi, rudi, code):
    entry = AccessLog.objects.get(action=AccessLog.Action.ACCOUNT)
    assert (entry.by, entry.subject) == (budi, f"accounts.user:{rudi.user_id}")
    assert "KTP" in entry.detail and code not in entry.detail


@pytest.mark.parametrize(("who", "status"), [("citra", 404), ("toni", 403), ("ana", 403), ("kiki", 403)])
def test_nobody_else_makes_codes(client, request, rudi, who, status):
    assert sheet(client, request.getfixturevalue(who), rudi.user).status_code == status


def test_the_administrator_makes_codes_for_officials(client, adi, ana):
    assert sheet(client, adi, ana.user).status_code == 200


def test_a_kelurahan_cannot_reach_an_official_through_his_small_office(client, budi, rudi, ana):
    """A password opens all offices of its owner: whoever also works at Disnaker is the administrator's."""
    give_office(rudi.user, ana.office)
    assert sheet(client, budi, rudi.user).status_code == 403
    assert not ActivationCode.objects.exists()


def test_nobody_makes_a_code_for_himself(adi):
    with pytest.raises(PermissionDenied):
        issue(adi.user, adi)


def test_redeeming_needs_the_users_own_code(rudi, toni, code):
    with pytest.raises(ValidationError):
        activation_code.redeem(username="toni", code=code, password=PASSWORD, now=timezone.now())


def test_an_old_sheet_opens_no_higher_office(client, rudi, ana, adi, code):
    """Printed by the kelurahan for an RT head, who then comes to Disnaker."""
    assign(rudi.user, ana.office, by=adi, starts_on=today())
    assert activation_code.WRONG in type_in(client, "rudi", code).content.decode()
    rudi.user.refresh_from_db()
    assert not rudi.user.check_password(NEW)
