"""What an RT head entered, what became of it, and taking it back before the kelurahan has looked at it."""

from datetime import timedelta

import pytest

from accounts.models import Role
from accounts.tests.factories import make_actor
from cases.models import Contact, Document, DuplicatePair, Journey, Person, Talk
from cases.rules import workflow
from cases.rules.paging import PER_PAGE
from cases.rules.register import own_entries
from cases.tests.conftest import born
from cases.tests.factories import TODAY, make_nik, make_people, make_person
from cases.tests.wizard import Wizard

pytestmark = pytest.mark.django_db
URL = "/warga/entri-saya/"


@pytest.fixture
def look(client):
    def get(actor):
        client.force_login(actor.user)
        return client.get(URL).content.decode()

    return get


def test_it_requires_sign_in(client, siti):
    assert client.get(URL).url.startswith("/masuk/")
    assert client.get(f"/warga/{siti.pk}/tarik/").url.startswith("/masuk/")


def test_it_refuses_a_post(client, rudi):
    client.force_login(rudi.user)
    assert client.post(URL).status_code == 405


def test_it_shows_the_offices_own_and_no_others(rudi, wati, budi, toni, siti, look):
    make_person(wati, rudi.territory, name="Milik Wati")
    assert "Siti Contoh" in look(rudi) and "Milik Wati" not in look(rudi)
    assert "Milik Wati" in look(wati) and "Siti Contoh" not in look(wati)
    for other in (toni, budi):
        assert "Siti" not in look(other) and "Belum ada yang Anda data" in look(other)


def test_a_successor_finds_them(rudi, siti, look):
    type(rudi).objects.filter(pk=rudi.pk).update(ends_on=TODAY)
    assert "Siti Contoh" in look(make_actor("baru", Role.RT, rudi.territory))


def test_it_says_why_something_came_back_and_that_this_is_next(budi, rudi, siti, look):
    journey = siti.journeys.get()
    workflow.move(journey, "PERLU_PERBAIKAN", by=budi, happened_on=TODAY, source="KELURAHAN", note="Foto KK kabur.")
    html = look(rudi)
    assert "Foto KK kabur." in html and "Perbaiki data Siti Contoh" in html


def test_it_says_what_the_family_was_told(rudi, siti, look):
    Talk.objects.create(journey=siti.journeys.get(), flags=[], is_said=True, by=rudi, happened_on=TODAY)
    assert "Sudah diajak bicara, 2 Januari 2026" in look(rudi)


def test_the_next_task_is_found_behind_the_shown_page(client, rudi, siti, few_queries):
    """Rudi has entered more than a page of people since; only of Siti, the first, something is asked."""
    others = make_people(rudi, rudi.territory, [f"Warga {chr(65 + n)}" for n in range(PER_PAGE + 1)])
    Person.objects.exclude(pk=siti.pk).update(sex="PEREMPUAN", address="Jl. Melati 7")
    for relation in ("DIRI_SENDIRI", "ORANG_TUA"):
        Contact.objects.bulk_create(Contact(person=one, relation=relation, phone="+6281234567890") for one in others)
    Document.objects.bulk_create(Document(person=one, kind="KTP") for one in others)
    client.force_login(rudi.user)
    with few_queries():
        answer = client.get(URL)
    assert siti not in [entry.person for entry in answer.context["page"]]
    assert "Lengkapi data Siti Contoh" in answer.text


def test_what_the_kelurahan_has_not_checked_comes_first(rudi, budi, siti, look):
    make_person(rudi, rudi.territory, name="Bayu Baru", status="VERIFIKASI_KELURAHAN")
    assert "Lengkapi data Siti Contoh" in look(rudi)


def test_a_nik_conflict_says_that_it_goes_on(rudi, toni, look):
    nik = make_nik()
    make_person(rudi, rudi.territory, name="Nama Rahasia", nik=nik)
    make_person(toni, toni.territory, name="Sari Contoh", nik=nik)
    assert "Sari Contoh" in look(toni) and "sedang diperiksa" in look(toni) and "Rahasia" not in look(toni)


def test_the_drafts_stand_above(client, rudi, look):
    Wizard(client, rudi).write("orang", name="Sinta Draf", source="RT")
    html = look(rudi)
    assert "Sinta Draf" in html and "Selesaikan pendaftaran Sinta Draf" in html


def test_it_takes_few_queries(client, rudi, siti, few_queries):
    for _ in range(5):
        make_person(rudi, rudi.territory)
    client.force_login(rudi.user)
    with few_queries():
        client.get(URL)


# --- joined to another record meanwhile


class TestJoined:
    """Toni's entry is the newer one: what stands is Rudi's, whom Toni does not see."""

    @pytest.mark.parametrize("address", ["", "tarik/", "ubah/"])
    def test_it_is_said_and_where_to_go(self, client, toni, pair, join, address):
        entry = join(pair).merged
        client.force_login(toni.user)
        answer = client.get(f"/warga/{entry.pk}/{address}")
        assert answer.status_code == 410 and "Catatan ini sudah digabung" in answer.text
        assert "Hubungi kelurahan" in answer.text and pair.first.number not in answer.text
        assert "belum tersimpan" not in answer.text

    def test_what_was_typed_on_an_open_page_is_not_lost_without_a_word(self, client, toni, pair, join):
        entry = join(pair).merged
        client.force_login(toni.user)
        for address, form in {"tarik/": {"reason": "salah orang"}, "kontak/": {"phone": "081234567890"}}.items():
            answer = client.post(f"/warga/{entry.pk}/{address}", form)
            assert answer.status_code == 410 and "belum tersimpan" in answer.text
        assert client.get(f"/warga/terdata/{entry.client_uuid}/").status_code == 410
        assert not entry.standing.journeys.filter(status="BATAL").exists()

    def test_who_sees_the_other_one_is_led_there(self, client, wati, rosmala, join):
        own = born(make_person(wati, wati.territory, name="Rosmala Hasna"))
        join(DuplicatePair.objects.get(first=rosmala, second=own))
        client.force_login(wati.user)
        answer = client.get(f"/warga/{own.pk}/tarik/")
        assert answer.status_code == 410 and f'href="/warga/{rosmala.pk}/"' in answer.text
        for address in ("", "ubah/"):
            answer = client.get(f"/warga/{own.pk}/{address}", follow=True)
            assert answer.redirect_chain == [(f"/warga/{rosmala.pk}/{address}", 302)]
            assert f"{own.number} sudah digabung dengan {rosmala.number}" in answer.text

    def test_it_stands_among_the_own_entries_as_long_as_it_may_be_parted(self, toni, rudi, pair, join, look):
        merge = join(pair)
        assert "Sudah digabung" in look(toni) and merge.merged.number in look(toni)
        assert "Sudah digabung" not in look(rudi)
        type(merge).objects.update(at=merge.at - timedelta(days=31))
        assert "Sudah digabung" not in look(toni)

    @pytest.mark.parametrize("who", ["citra", "ana", "rudi"])
    def test_to_others_it_does_not_exist(self, client, request, who, pair, join):
        entry = join(pair).merged
        client.force_login(request.getfixturevalue(who).user)
        assert client.get(f"/warga/{entry.pk}/tarik/").status_code == 404


# --- completeness


def test_what_is_missing_is_said_and_filled_in_one_by_one(client, rudi, siti, look):
    def score():
        own = own_entries.with_all(own_entries.entered_by_office(rudi), rudi)
        return own_entries.entries_of(own, rudi)[0].completeness

    before = score()
    assert "KTP atau KK" in before.missing and "negara tujuan" not in before.missing
    Document.objects.create(person=siti, kind="KTP")
    Contact.objects.create(person=siti, phone="+6281234567890")
    siti.sex, siti.birth_date, siti.address = "PEREMPUAN", TODAY.replace(year=1993), "Jl. Melati 7"
    siti.save()
    Contact.objects.create(person=siti, name="Nuraini", relation="ORANG_TUA")
    Journey.objects.update(job="Koki", offerer_kind="KENALAN", scheme="P_TO_P", visa="KERJA", planned_on=TODAY)
    assert before.score < score().score == 100 and score().missing == []
    client.force_login(rudi.user)
    assert "Kelengkapan: 100%" in client.get(f"/warga/{siti.pk}/").content.decode()


def test_what_may_still_be_added_stays_a_task_after_verification(client, rudi, budi, siti, look):
    journey = siti.journeys.get()
    workflow.move(journey, "VERIFIKASI_KELURAHAN", by=budi, happened_on=TODAY, source="KELURAHAN")
    html = look(rudi)
    assert "Lengkapi data Siti Contoh" in html and f"/warga/{siti.pk}/#kelengkapan" in html
    client.post(f"/warga/{siti.pk}/kontak/", {"relation": "DIRI_SENDIRI", "phone": "081234567890"})
    assert Contact.objects.get().person == siti
    type(siti).objects.filter(pk=siti.pk).update(sex="PEREMPUAN", address="Jl. Melati 7")
    Contact.objects.create(person=siti, name="Nuraini", relation="ORANG_TUA")
    Document.objects.create(person=siti, kind="KTP")
    html = look(rudi)  # job, visa and so on are no more the RT's
    assert "Lengkapi data" not in html and "Kurang: " in html


def test_of_who_called_it_off_nothing_is_asked(rudi, siti, look):
    own_entries.withdraw(siti, by=rudi, reason="salah orang", on=TODAY)
    assert "Lengkapi" not in look(rudi)


# --- taking back


@pytest.fixture
def withdraw(client, siti):
    def post(actor, **form):
        client.force_login(actor.user)
        return client.post(f"/warga/{siti.pk}/tarik/", form)

    return post


def test_an_own_entry_is_taken_back_and_nothing_is_lost(client, rudi, siti, withdraw):
    assert withdraw(rudi, reason="salah orang", note="anaknya").url == URL
    assert withdraw(rudi, reason="salah orang").url == URL
    journey = siti.journeys.get()
    assert journey.status == "BATAL"
    assert [change.note for change in journey.history.filter(new_status="BATAL")] == ["salah orang: anaknya"]


def test_it_asks_for_a_reason(rudi, siti, withdraw):
    assert "Pilih alasannya" in withdraw(rudi).content.decode()
    assert siti.journeys.get().status == "TERDATA_RT"


def test_not_after_the_kelurahan_has_verified_it(rudi, budi, siti, withdraw):
    workflow.move(siti.journeys.get(), "VERIFIKASI_KELURAHAN", by=budi, happened_on=TODAY, source="KELURAHAN")
    assert "sudah diperiksa kelurahan" in withdraw(rudi, reason="salah orang").content.decode()
    assert siti.journeys.get().status == "VERIFIKASI_KELURAHAN"


@pytest.mark.parametrize("who", ["toni", "wati", "budi", "citra", "ana"])
def test_nobody_takes_back_what_another_office_entered(request, siti, withdraw, who):
    assert withdraw(request.getfixturevalue(who), reason="salah orang").status_code == 404
    assert siti.journeys.get().status == "TERDATA_RT"


@pytest.mark.parametrize("who", ["kiki", "eko", "wawan", "karim"])
def test_it_requires_permission(request, siti, withdraw, who):
    assert withdraw(request.getfixturevalue(who), reason="salah orang").status_code == 403
