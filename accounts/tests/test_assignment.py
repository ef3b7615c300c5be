"""Rights come from the office one acts in today: terms begin and end by themselves, and one chooses among several."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from accounts import assignment
from accounts.acting import assignments_of, current_actor
from accounts.models import AccessLog, Assignment, Office, Role
from accounts.office import find_or_make
from accounts.tests.factories import give_office, make_actor
from cases.models import Person
from lib.clock import today

DAY = timedelta(days=1)
CHOOSE = "/masuk/jabatan/"


def test_a_term_ends_with_its_day_by_itself(client, siti, rudi):
    rudi.ends_on = today()
    rudi.save()
    assert assignments_of(rudi.user) == [rudi]
    rudi.ends_on = today() - DAY
    rudi.save()
    assert assignments_of(rudi.user) == []
    client.force_login(rudi.user)
    assert client.get("/beranda/").url == f"{CHOOSE}?next=%2Fberanda%2F"


def test_a_term_to_come_gives_nothing_yet(rudi):
    rudi.starts_on = today() + DAY
    rudi.save()
    assert assignments_of(rudi.user) == []


def test_a_frozen_user_holds_no_office(rudi):
    rudi.user.is_active = False
    rudi.user.save()
    assert assignments_of(rudi.user) == []


def test_without_an_actor_nothing_is_visible(siti):
    assert not Person.objects.visible_to(None).exists()


def test_whoever_holds_no_office_is_told_whom_to_ask(client, rudi):
    rudi.delete()
    client.force_login(rudi.user)
    page = client.get("/beranda/", follow=True).content.decode()
    assert "belum punya jabatan yang berlaku" in page
    assert "kantor kelurahan" in page


def test_an_acting_head_has_the_same_rights_and_another_title(rudi):
    rudi.is_acting = True
    assert rudi.title == f"Plt. {rudi.office.name}"
    assert rudi.has_perm("cases.register_person")


def test_a_deed_asks_for_the_right_before_anything_else(rudi):
    rudi.require("cases.register_person")
    with pytest.raises(PermissionDenied):
        rudi.require("cases.move_case")


# ---- two offices


@pytest.fixture
def second(rudi, places):
    """Rudi is a volunteer too."""
    office = Office.objects.create(role=Role.KADER, territory=rudi.territory, name="Kader RT 003")
    return give_office(rudi.user, office, starts_on=date(2021, 1, 1))


def test_two_offices_ask_which_one(client, rudi, second):
    client.force_login(rudi.user)
    assert client.get("/beranda/").url == f"{CHOOSE}?next=%2Fberanda%2F"
    page = client.get(CHOOSE).content.decode()
    assert rudi.title in page and second.title in page


def test_the_chosen_office_decides_what_is_open(client, budi):
    """Budi of the kelurahan is a volunteer in his own street."""
    volunteer = make_actor("lain", Role.KADER, budi.territory)
    volunteer = give_office(budi.user, volunteer.office)
    client.force_login(budi.user)
    assert client.post(CHOOSE, {"assignment": budi.pk, "next": "/akun/sesi/"}).url == "/akun/sesi/"
    assert client.get("/pengaturan/akun/").status_code == 200
    client.post(CHOOSE, {"assignment": volunteer.pk})
    assert client.get("/pengaturan/akun/").status_code == 403


@pytest.mark.parametrize("value", ["", "abc", "999999", "٣", "9" * 5000])
def test_nobody_chooses_what_he_does_not_hold(client, rudi, second, toni, value):
    client.force_login(rudi.user)
    for pk in (value, toni.pk):
        assert client.post(CHOOSE, {"assignment": pk}).status_code == 200
        assert client.get("/beranda/").status_code == 302


def test_choosing_never_leads_to_a_foreign_address(client, rudi, second):
    client.force_login(rudi.user)
    response = client.post(CHOOSE, {"assignment": rudi.pk, "next": "https://jahat.example/"})
    assert response.url == "/beranda/"


def test_a_chosen_office_that_ends_leaves_the_other(client, rudi, second):
    client.force_login(rudi.user)
    client.post(CHOOSE, {"assignment": rudi.pk})
    rudi.ends_on = today() - DAY
    rudi.save()
    response = client.get("/akun/sesi/")
    assert response.wsgi_request.actor == second


def test_choosing_requires_sign_in(client, db):
    assert client.get(CHOOSE).url == f"/masuk/?next={CHOOSE}"


def test_nobody_acts_after_a_request(client, rudi):
    client.force_login(rudi.user)
    client.get("/akun/sesi/")
    assert current_actor() is None


# ---- putting somebody into an office


def heir(budi, rudi):
    return make_actor("hadi", Role.KADER, rudi.territory).user


def test_a_kelurahan_appoints_the_heads_inside_it(budi, rudi):
    user = heir(budi, rudi)
    assignment.end(rudi, by=budi, on=today(), reason="masa bakti selesai")
    made = assignment.assign(user, rudi.office, by=budi, starts_on=today() + DAY, sk_number="SK 5/2026")
    assert made.title == rudi.title
    assert AccessLog.objects.filter(action=AccessLog.Action.ACCOUNT, by=budi).count() == 2


def test_an_rt_has_one_head_at_a_time(budi, rudi):
    with pytest.raises(ValidationError, match="masih dipegang"):
        assignment.assign(heir(budi, rudi), rudi.office, by=budi, starts_on=today())


def test_somebody_may_act_for_the_head(budi, rudi):
    assert assignment.assign(heir(budi, rudi), rudi.office, by=budi, starts_on=today(), is_acting=True)


def test_nobody_holds_one_office_twice(budi, rudi):
    with pytest.raises(ValidationError, match="pada masa yang sama"):
        assignment.assign(rudi.user, rudi.office, by=budi, starts_on=today())


def test_a_term_ends_after_it_begins(budi, rudi):
    with pytest.raises(ValidationError, match="sesudah tanggal mulai"):
        assignment.assign(heir(budi, rudi), rudi.office, by=budi, starts_on=today(), ends_on=today() - DAY)


@pytest.mark.parametrize("who", ["citra", "rudi", "ana", "kiki", "karim"])
def test_nobody_else_appoints(request, rudi, places, who):
    by, user = request.getfixturevalue(who), make_actor("hadi", Role.KADER, rudi.territory).user
    with pytest.raises(PermissionDenied):
        assignment.assign(user, rudi.office, by=by, starts_on=today(), is_acting=True)


def test_a_kelurahan_does_not_appoint_officials(budi, ana, rudi):
    with pytest.raises(PermissionDenied):
        assignment.assign(rudi.user, ana.office, by=budi, starts_on=today())


def test_nobody_gives_an_office_to_himself(client, adi, ana):
    """The administrator sees no case; he does not make himself a case officer either."""
    with pytest.raises(PermissionDenied):
        assignment.assign(adi.user, ana.office, by=adi, starts_on=today())
    client.force_login(adi.user)
    form = {"role": "DISNAKER", "starts_on": today()}
    assert client.post(f"/pengaturan/akun/{adi.user_id}/jabatan/", form).status_code == 403


# ---- letting a term end


def test_a_term_is_never_made_longer_by_ending_it(budi, rudi):
    assignment.end(rudi, by=budi, on=today() - DAY, reason="pindah")
    with pytest.raises(ValidationError, match="sudah berakhir"):
        assignment.end(rudi, by=budi, on=today(), reason="pindah")


def test_it_does_not_end_before_it_began(budi, rudi):
    with pytest.raises(ValidationError, match="baru mulai"):
        assignment.end(rudi, by=budi, on=rudi.starts_on - DAY, reason="keliru")


def test_nobody_ends_his_own_term(adi):
    with pytest.raises(PermissionDenied):
        assignment.end(adi, by=adi, on=today(), reason="lelah")


def test_what_he_registered_stays_with_the_office(budi, rudi, siti):
    assignment.end(rudi, by=budi, on=today() - DAY, reason="masa bakti selesai")
    successor = assignment.assign(heir(budi, rudi), rudi.office, by=budi, starts_on=today())
    siti.refresh_from_db()
    assert siti.registered_by == rudi
    assert list(Person.objects.visible_to(successor)) == [siti]


def test_the_page_asks_with_date_and_reason(client, budi, rudi):
    client.force_login(budi.user)
    url = f"/pengaturan/akun/jabatan/{rudi.pk}/akhiri/"
    assert "Akhiri masa jabatan?" in client.get(url).content.decode()
    assert client.post(url, {"on": today()}).status_code == 200
    assert client.post(url, {"on": today(), "reason": "pindah rumah"}).status_code == 302
    rudi.refresh_from_db()
    assert (rudi.ends_on, rudi.end_reason) == (today(), "pindah rumah")


def test_the_page_hides_other_territories(client, citra, rudi):
    client.force_login(citra.user)
    assert client.get(f"/pengaturan/akun/jabatan/{rudi.pk}/akhiri/").status_code == 404


def test_the_page_requires_permission(client, toni, rudi):
    client.force_login(toni.user)
    assert client.get(f"/pengaturan/akun/jabatan/{rudi.pk}/akhiri/").status_code == 403


# ---- the post itself


def test_an_office_is_named_after_its_place_and_made_once(places, rudi, bp3mi):
    office = find_or_make("RW", places["19.71.05.1005.002"])
    assert office.name == "Ketua RW 002 Tua Tunu Indah"
    assert find_or_make("RW", places["19.71.05.1005.002"]) == office
    assert find_or_make(Role.KELURAHAN, places["19.71.02.1001"]).name == "Kelurahan Opas Indah"
    assert find_or_make(Role.BP3MI, agency=bp3mi).name == "Penghubung BP3MI Sumatera Selatan"
    assert find_or_make(Role.ADMIN).territory == places["19.71"]
    assert find_or_make(Role.REDAKSI, places["19.71"]).territory is None


def test_the_same_post_may_be_held_by_several_officers(budi, adi):
    other = make_actor("bela", Role.KADER, budi.territory)
    assert assignment.assign(other.user, budi.office, by=adi, starts_on=today())
    assert Assignment.objects.filter(office=budi.office).count() == 2
