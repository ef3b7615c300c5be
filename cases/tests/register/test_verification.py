"""The kelurahan looks at what an RT entered, and nobody checks his own work."""

import uuid
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from accounts.models import Role
from accounts.tests.factories import OTHER_KELURAHAN, give_office, make_actor
from cases.models import DuplicatePair, Holiday, Journey, Person, Verification
from cases.rules import workflow
from cases.rules.days.my_day import my_day
from cases.rules.register import verification
from cases.tests.factories import TODAY, make_nik, make_person
from cases.tests.races import at_once
from cases.tests.wizard import Wizard

pytestmark = pytest.mark.django_db
QUEUE = "/verifikasi/"
WIB = ZoneInfo("Asia/Jakarta")


@pytest.fixture
def journey(siti):
    return siti.journeys.get()


@pytest.fixture
def bunga(places):
    """The second officer of Tua Tunu Indah."""
    return make_actor("bunga", Role.KELURAHAN, places["19.71.05.1005"])


@pytest.fixture
def own_entry(budi, places):
    """Budi wrote this resident down himself."""
    return make_person(budi, places["19.71.05.1005.002.003"], name="Tetangga Contoh").journeys.get()


def filled(journey, **changed):
    return {"seen": verification.version(fresh(journey)), "client_uuid": str(uuid.uuid4())} | changed


def fresh(journey):
    return Journey.objects.select_related("person").get(pk=journey.pk)


def decide(deed, journey, by, **given):
    return deed(journey, by=by, on=TODAY, **filled(journey, **given))


def accept(journey, by, **given):
    return decide(verification.accept, journey, by, **given).status


@pytest.fixture
def press(client):
    def post(actor, journey, decision, **changed):
        client.force_login(actor.user)
        return client.post(f"{QUEUE}{journey.pk}/{decision}/", filled(journey, **changed))

    return post


def listed(client, actor):
    client.force_login(actor.user)
    return [row.person.name for row in client.get(QUEUE).context["page"]]


class TestQueue:
    def test_the_longest_waiting_first(self, client, rudi, budi, siti):
        make_person(rudi, rudi.territory, name="Bayu Contoh")
        assert listed(client, budi) == ["Siti Contoh", "Bayu Contoh"]

    def test_it_hides_other_territories(self, client, citra, siti):
        assert listed(client, citra) == []

    def test_what_is_decided_waits_no_longer(self, client, budi, journey):
        accept(journey, budi)
        assert listed(client, budi) == []

    def test_disnaker_is_asked_only_for_a_second_look(self, client, ana, budi, siti, own_entry):
        assert listed(client, ana) == []
        accept(own_entry, budi)
        assert listed(client, ana) == ["Tetangga Contoh"]

    @pytest.mark.parametrize(("day", "says"), [(6, ""), (9, ""), (11, ""), (12, "4 hari kerja"), (14, "5 hari kerja")])
    def test_three_working_days_were_promised(self, client, budi, journey, monkeypatch, day, says):
        """Handed in on a Thursday evening; the weekend and a holiday on the Tuesday after it do not count."""
        closed = date(2026, 3, 10)
        Holiday.objects.create(date=closed, name="Libur contoh", source="Keputusan contoh", checked_on=closed)
        Journey.objects.update(status_since=datetime(2026, 3, 5, 23, 30, tzinfo=WIB))
        monkeypatch.setattr("cases.views.register.verification.today", lambda: date(2026, 3, day))
        client.force_login(budi.user)
        html = client.get(QUEUE).text
        assert ('class="late"' in html) is bool(says) and says in html

    def test_few_queries(self, client, rudi, budi, few_queries):
        for number in range(8):
            make_person(rudi, rudi.territory, name=f"Warga {'abcdefgh'[number]}", phone=f"+62812345670{number}")
        client.force_login(budi.user)
        with few_queries():
            assert client.get(QUEUE).status_code == 200
        newest = Journey.objects.first().pk
        with few_queries():
            assert client.get(f"{QUEUE}{newest}/").status_code == 200

    def test_my_day_leads_here(self, budi, journey):
        day = my_day(budi, TODAY)
        assert {row.url for row in day.sections[0].rows} == {f"{QUEUE}{journey.pk}/"}
        assert QUEUE in [card.url for card in day.cards]


class TestScreen:
    def test_what_the_digits_say_otherwise(self, client, rudi, budi):
        person = make_person(rudi, rudi.territory, name="Digit Contoh", nik=make_nik(female=True))
        Person.objects.filter(pk=person.pk).update(sex="LAKI_LAKI", birth_date="1993-02-05")
        client.force_login(budi.user)
        html = client.get(f"{QUEUE}{person.journeys.get().pk}/").content.decode()
        assert "Jenis kelamin berbeda dengan yang" in html and "Tanggal lahir berbeda dengan yang" not in html
        assert "perempuan, lahir 5 Februari 1993" in html
        assert person.nik not in html

    def test_who_may_be_the_same(self, client, rudi, budi, journey):
        other = make_person(rudi, rudi.territory, name="Siti Conto")
        pair, _ = DuplicatePair.objects.get_or_create(first=journey.person, second=other, defaults={"score": 0.9})
        client.force_login(budi.user)
        context = client.get(f"{QUEUE}{journey.pk}/").context
        assert [double.pk for double in context["doubles"]] == [pair.pk]
        assert context["next"].person.name == "Siti Conto"

    def test_the_nik_is_compared_by_typing_it_from_the_card(self, press, rudi, budi):
        nik = make_nik()
        journey = make_person(rudi, rudi.territory, name="Kartu Contoh", nik=nik).journeys.get()
        answer = press(budi, journey, "terima", card_nik=make_nik())
        assert "Berbeda dari NIK yang diisi" in answer.content.decode() and fresh(journey).status == "TERDATA_RT"
        press(budi, journey, "terima", card_nik=nik)
        journey = fresh(journey)
        assert (journey.status, journey.person.nik_status) == ("VERIFIKASI_KELURAHAN", "COCOK_KTP")


class TestDecisions:
    def test_accepting_goes_on_to_the_next_and_says_who_was_accepted(self, client, press, rudi, budi, journey):
        bayu = make_person(rudi, rudi.territory, name="Bayu Contoh").journeys.get()
        assert press(budi, journey, "terima").url == f"{QUEUE}{bayu.pk}/"
        told = f"{journey.person.number}: Diterima. Disnaker sekarang bisa melanjutkan. Di bawah ini warga berikutnya."
        assert told in client.get(f"{QUEUE}{bayu.pk}/").text
        assert press(budi, bayu, "terima").url == QUEUE
        assert fresh(journey).status == "VERIFIKASI_KELURAHAN"

    def test_the_rt_reads_what_to_repair_and_hands_it_in_again(self, client, press, rudi, budi, journey):
        press(budi, journey, "kembalikan", reason="NIK_BEDA", note="Angka ke-9.")
        row = journey.history.first()
        assert (row.reason, row.by) == ("NIK_BEDA", budi) and "Angka ke-9." in row.note
        told = my_day(rudi, TODAY).sections[0].rows[0]
        assert told.detail.startswith("NIK berbeda dengan KTP atau KK. Periksa lagi 16 angkanya.")
        client.force_login(rudi.user)
        assert "Angka ke-9." in client.get(told.url).content.decode()
        workflow.move(fresh(journey), "TERDATA_RT", by=rudi, happened_on=TODAY, source="RT")
        assert listed(client, budi) == ["Siti Contoh"]

    def test_a_return_needs_a_reason_and_another_reason_a_note(self, press, budi, journey):
        assert "Pilih satu." in press(budi, journey, "kembalikan").content.decode()
        assert "Tulis di catatan" in press(budi, journey, "kembalikan", reason="LAINNYA").content.decode()
        assert fresh(journey).status == "TERDATA_RT"

    def test_who_lives_elsewhere_waits_there_as_long_as_he_has(self, client, press, budi, citra, journey, places):
        since = journey.status_since
        press(budi, journey, "rujuk", kelurahan=OTHER_KELURAHAN, note="Kata tetangganya.")
        assert (listed(client, budi), listed(client, citra)) == ([], ["Siti Contoh"])
        assert fresh(journey).status_since == since
        answer = press(citra, journey, "terima")
        assert "Pilih RT tempat warga ini tinggal." in answer.content.decode()
        press(citra, journey, "terima", territory=places[f"{OTHER_KELURAHAN}.001.001"].pk)
        journey = fresh(journey)
        assert (journey.status, journey.person.territory.name) == ("VERIFIKASI_KELURAHAN", "RT 001")

    def test_nobody_of_this_city(self, press, budi, journey):
        press(budi, journey, "bukan-warga", note="Bangka Tengah; keluarga diarahkan ke sana.")
        journey = fresh(journey)
        assert (journey.status, journey.person.residency) == ("BUKAN_WARGA_KOTA", "BUKAN_WARGA")
        assert "Bangka Tengah" in journey.history.first().note

    @pytest.mark.parametrize("decision", ["kembalikan", "rujuk", "bukan-warga"])
    def test_nothing_typed_is_lost(self, press, budi, journey, decision):
        page = press(budi, journey, decision, note="" if decision != "kembalikan" else "Foto miring").content.decode()
        assert "open" in page and (decision != "kembalikan" or "Foto miring" in page)

    def test_the_same_press_twice_is_one_decision(self, press, budi, journey):
        form = filled(journey)
        for _ in range(2):
            assert press(budi, journey, "terima", **form).status_code == 302
        assert (Verification.objects.count(), journey.history.count()) == (1, 2)

    def test_who_comes_second_is_told_and_reads_what_he_typed(self, press, budi, bunga, journey):
        shown = filled(journey)
        accept(journey, budi)
        html = press(bunga, journey, "kembalikan", **shown | {"reason": "NIK_BEDA", "note": "Angka salah"}).content
        assert "Angka salah" in html.decode() and "tidak dijalankan" in html.decode()
        assert fresh(journey).status == "VERIFIKASI_KELURAHAN"

    def test_there_is_no_other_decision(self, press, budi, journey):
        assert press(budi, journey, "hapus").status_code == 404

    @pytest.mark.parametrize("decision", ["terima", "kembalikan", "rujuk", "bukan-warga"])
    def test_disnaker_only_confirms(self, press, ana, journey, decision):
        given = {"reason": "NIK_BEDA", "note": "catatan", "kelurahan": OTHER_KELURAHAN}
        assert press(ana, journey, decision, **given).status_code in (200, 403)
        assert fresh(journey).status == "TERDATA_RT" and not Verification.objects.exists()


class TestFourEyes:
    """domain.md §9, situation 30."""

    def test_an_officers_own_entry_needs_another_officer(self, budi, bunga, own_entry):
        assert accept(own_entry, budi) == "TERDATA_RT"
        assert accept(own_entry, bunga) == "VERIFIKASI_KELURAHAN"

    def test_the_entry_of_a_relative_needs_two(self, rudi, budi, bunga, journey):
        Person.objects.update(registrar_is_family=True)
        assert accept(journey, budi) == "TERDATA_RT"
        assert accept(journey, budi) == "TERDATA_RT"
        assert accept(journey, bunga) == "VERIFIKASI_KELURAHAN"

    def test_an_officer_who_is_family_needs_another(self, budi, bunga, journey):
        assert accept(journey, budi, is_family=True) == "TERDATA_RT"
        assert accept(journey, bunga) == "VERIFIKASI_KELURAHAN"

    def test_where_the_kelurahan_has_one_officer_disnaker_is_the_second(self, budi, ana, own_entry):
        with pytest.raises(PermissionDenied):
            accept(own_entry, ana)
        accept(own_entry, budi)
        assert accept(own_entry, ana) == "VERIFIKASI_KELURAHAN"

    def test_one_account_is_one_even_with_two_offices(self, rudi, budi, bunga, journey):
        both = give_office(rudi.user, budi.office, is_acting=True)
        assert accept(journey, both) == "TERDATA_RT"
        assert accept(journey, bunga) == "VERIFIKASI_KELURAHAN"

    def test_the_step_on_the_persons_page_is_no_way_around(self, budi, own_entry):
        with pytest.raises(ValidationError, match="petugas lain"):
            workflow.move(own_entry, "VERIFIKASI_KELURAHAN", by=budi, happened_on=TODAY, source="KELURAHAN")

    def test_a_look_at_what_was_changed_since_counts_no_longer(self, budi, bunga, own_entry):
        accept(own_entry, bunga, is_family=True)
        own_entry.person.save()
        assert fresh(own_entry).looks() == []

    def test_a_look_before_a_referral_counts_no_longer(self, budi, bunga, citra, places, own_entry):
        accept(own_entry, budi)
        decide(verification.refer, own_entry, bunga, kelurahan=places[OTHER_KELURAHAN], note="pindah")
        assert fresh(own_entry).looks() == []

    def test_the_list_says_who_is_still_needed(self, client, budi, bunga, own_entry):
        client.force_login(bunga.user)
        assert "perlu dua petugas" in client.get(QUEUE).content.decode()
        accept(own_entry, budi)
        assert "tinggal petugas kedua" in client.get(QUEUE).content.decode()
        client.force_login(budi.user)
        assert "sudah Anda periksa" in client.get(QUEUE).content.decode()


def test_the_rt_says_that_it_is_family(client, rudi):
    entry = Wizard(client, rudi).write("orang", name="Adik Contoh", source="KELUARGA", registrar_is_family="on")
    entry.write("keluarga-kontak").write("rencana").write("dokumen").write("persetujuan").send()
    assert Person.objects.get().registrar_is_family


def test_what_changed_meanwhile_is_shown_and_decided_upon(press, budi, journey, rudi):
    """Joined to another record, say: the page that comes back is about what stands there now, and so is its form."""
    page = press(budi, journey, "terima", seen="what it was").text
    assert workflow.CHANGED_MEANWHILE in page and f'name="seen" value="{verification.version(fresh(journey))}"' in page
    assert "what it was" not in page
    assert press(budi, journey, "terima").status_code == 302


@pytest.mark.django_db(transaction=True)
def test_of_two_officers_at_once_exactly_one_decides(budi, bunga, journey):
    def press(deed, by, **given):
        form = filled(journey, **given)

        def run():
            try:
                return deed(journey, by=by, on=TODAY, **form).status
            except ValidationError as refused:
                return refused.messages[0]

        return run

    told = at_once(press(verification.accept, budi), press(verification.send_back, bunga, reason="NIK_BEDA", note=""))
    assert workflow.CHANGED_MEANWHILE in told and Verification.objects.count() == 1
