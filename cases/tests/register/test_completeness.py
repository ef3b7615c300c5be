"""What is missing of somebody after the kelurahan has checked who it is: whose task it is, and the way to the box."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from cases.models import Contact, Document, Journey, Person
from cases.rules import restriction, workflow
from cases.rules.days.my_day import my_day
from cases.rules.register import completeness, registration
from cases.states.journey import BEFORE_DEPARTURE, CHECKED, OWN, PAPERS_DONE_WITH, JourneyStatus
from cases.tests.factories import TODAY, make_nik, make_person

pytestmark = pytest.mark.django_db
LIST = "/warga/perlu-dilengkapi/"
PLAN = {"country": "MY", "job": "koki", "offerer_kind": "P3MI", "scheme": "P_TO_P", "visa": "KERJA"}
PLAN |= {"planned_on": TODAY, "employer": "Contoh Sdn Bhd"}
LETTERS = ["surat izin keluarga", "surat keterangan status perkawinan"]


@pytest.fixture
def checked(siti, budi):
    """Siti as Rudi entered her, with a country and no more; Budi has checked her."""
    return workflow.move(siti.journeys.get(), "VERIFIKASI_KELURAHAN", by=budi, happened_on=TODAY, source="KELURAHAN")


def fill_in_all(siti):
    Person.objects.filter(pk=siti.pk).update(
        sex="PEREMPUAN", birth_date=TODAY.replace(year=1993), address="Jl. Melati 7", no_nik_reason="HILANG"
    )
    siti.journeys.update(**PLAN)
    Contact.objects.create(person=siti, phone="+6281234567890", relation="DIRI_SENDIRI")
    Contact.objects.create(person=siti, name="Nuraini", relation="ORANG_TUA")
    for kind in ("KTP", "IZIN_KELUARGA", "STATUS_KAWIN"):
        Document.objects.create(person=siti, kind=kind)


def found(siti):
    siti = Person.objects.get(pk=siti.pk)
    journey = siti.journeys.first()
    return completeness.of(siti, journey, list(siti.contacts.all()), list(siti.documents.all()))


def labels(gaps):
    return [gap.label for gap in gaps]


def listed(client, actor):
    client.force_login(actor.user)
    return [journey.person.name for journey in client.get(LIST).context["page"]]


# --- whose task it is


def test_before_the_check_whoever_entered_it_fills_in_all(rudi, siti):
    gaps = completeness.expected_at("TERDATA_RT")
    assert completeness.asked_of(rudi, gaps, "TERDATA_RT") == gaps
    assert "pemberi kerja" not in labels(gaps) and not {*LETTERS} & {*labels(gaps)}


@pytest.mark.parametrize("status", CHECKED)
def test_after_the_check_the_plan_and_the_papers_are_the_kelurahans(rudi, wati, budi, ana, status):
    gaps = completeness.expected_at(status)
    for below in (rudi, wati):
        asked = labels(completeness.asked_of(below, gaps, status))
        assert "KTP atau KK" in asked and not {"NIK", "jalur berangkat", "pemberi kerja", *LETTERS} & {*asked}
    assert completeness.asked_of(budi, gaps, status) == gaps
    of_disnaker = completeness.asked_of(ana, gaps, status)
    assert labels(gaps)[-2:] == LETTERS and of_disnaker == gaps[:-2]  # it writes no letters of a kelurahan


@pytest.mark.parametrize("status", ["", *PAPERS_DONE_WITH])
def test_of_who_is_home_or_stays_nobody_is_asked(rudi, budi, ana, status):
    for actor in (rudi, budi, ana):
        assert completeness.asked_of(actor, completeness.expected_at(status), status) == []


# --- the score and the list speak of the same


BLANKS = [
    ("NIK", lambda siti: Person.objects.update(no_nik_reason="BELUM_DITANYA")),
    ("jenis kelamin", lambda siti: Person.objects.update(sex="")),
    ("tanggal lahir", lambda siti: Person.objects.update(birth_date=None)),
    ("alamat", lambda siti: Person.objects.update(address="")),
    ("nomor HP warga", lambda siti: siti.contacts.filter(relation="DIRI_SENDIRI").delete()),
    ("keluarga yang bisa dihubungi", lambda siti: siti.contacts.filter(relation="ORANG_TUA").delete()),
    ("KTP atau KK", lambda siti: siti.documents.filter(kind="KTP").delete()),
    ("negara tujuan", lambda siti: siti.journeys.update(country="")),
    ("pekerjaan", lambda siti: siti.journeys.update(job="")),
    ("siapa yang menawarkan", lambda siti: siti.journeys.update(offerer_kind="")),
    ("jalur berangkat", lambda siti: siti.journeys.update(scheme="TIDAK_DIKETAHUI")),
    ("visa", lambda siti: siti.journeys.update(visa="")),
    ("tanggal berangkat", lambda siti: siti.journeys.update(planned_on=None)),
    ("pemberi kerja", lambda siti: siti.journeys.update(employer="")),
    ("surat izin keluarga", lambda siti: siti.documents.filter(kind="IZIN_KELUARGA").delete()),
    ("surat keterangan status perkawinan", lambda siti: siti.documents.filter(kind="STATUS_KAWIN").delete()),
]


def test_every_gap_is_tried():
    assert [label for label, _ in BLANKS] == labels(completeness.expected_at("VERIFIKASI_KELURAHAN"))


@pytest.mark.parametrize(("label", "blank"), BLANKS)
def test_the_list_asks_for_exactly_what_the_score_misses(siti, checked, budi, label, blank):
    fill_in_all(siti)
    assert found(siti).score == 100 and not completeness.waiting(budi).exists()
    blank(siti)
    assert found(siti).missing == [label]
    assert completeness.waiting(budi).get() == checked


def test_the_name_of_who_offers_is_as_good_as_what_he_is(siti, checked, budi):
    fill_in_all(siti)
    siti.journeys.update(offerer_kind="", offered_by="Bang Contoh")
    assert found(siti).score == 100 and not completeness.waiting(budi).exists()


@pytest.mark.parametrize("status", JourneyStatus)
def test_whose_task_it_is_reads_the_same_for_one_and_for_all(siti, rudi, budi, ana, status):
    Journey.objects.filter(person=siti).update(status=status)
    for actor in (rudi, budi, ana):
        asked = completeness.asked_of(actor, found(siti).gaps, status)
        assert completeness.lacking(Journey.objects.all(), actor).exists() is bool(asked)


# --- the kelurahan's list


def test_it_lists_whom_the_kelurahan_has_checked_and_who_has_not_left(client, budi, siti, checked):
    assert listed(client, budi) == ["Siti Contoh"]
    for status in JourneyStatus:
        siti.journeys.update(status=status)
        is_waiting = completeness.waiting(budi).exists()
        assert is_waiting is (status in BEFORE_DEPARTURE and status not in OWN), status


def test_who_leaves_soonest_is_on_top_and_who_has_no_date_below(client, budi, rudi):
    for name, days in (("Bayu Nanti", 90), ("Citra Entah", None), ("Dedi Segera", 3)):
        person = make_person(rudi, rudi.territory, name=name, status="TERDAFTAR_DISNAKER")
        person.journeys.update(planned_on=TODAY + timedelta(days=days) if days else None)
    assert listed(client, budi) == ["Dedi Segera", "Bayu Nanti", "Citra Entah"]


def test_another_kelurahan_does_not_see_it_and_the_rt_has_no_such_list(client, citra, rudi, checked):
    assert listed(client, citra) == []
    client.force_login(rudi.user)
    assert client.get(LIST).status_code == 403


def test_who_set_out_anew_is_listed_by_the_newest_journey_alone(client, budi, rudi, siti, checked):
    registration.add_journey(siti, by=rudi, happened_on=TODAY, source="RT", country="TW")
    assert listed(client, budi) == []


def test_data_that_stays_as_it_is_is_nobodys_task(client, budi, ana, siti, checked):
    restriction.place(siti, "PERMINTAAN", by=ana)
    assert listed(client, budi) == []
    page = client.get(siti.get_absolute_url()).text
    assert "Tekan untuk mengisinya" not in page and "Yang masih kosong: " in page


def test_the_day_of_the_kelurahan_counts_them(budi, checked):
    card = next(card for card in my_day(budi, TODAY).cards if card.url == LIST)
    assert (card.label, card.number) == ("Data perlu dilengkapi", "1")


def test_a_card_counts_no_further_than_it_tells(budi, rudi, checked, monkeypatch):
    monkeypatch.setattr(completeness, "ENOUGH", 1)
    assert [card.number for card in my_day(budi, TODAY).cards if card.url == LIST] == ["1"]
    for name in ("Bayu Contoh", "Dedi Contoh"):
        make_person(rudi, rudi.territory, name=name, status="OPP")
    assert [card.number for card in my_day(budi, TODAY).cards if card.url == LIST] == ["1+"]


def test_it_takes_few_queries(client, rudi, budi, few_queries):
    for number in range(6):
        make_person(rudi, rudi.territory, nik=make_nik(), status="TERDAFTAR_DISNAKER", name=f"Warga {number}")
    client.force_login(budi.user)
    with few_queries():
        client.get(LIST)


# --- the way to the box


def boxes(html):
    """The addresses of the boxes to fill, by what they are called."""
    panel = html.partition('id="kelengkapan"')[2].partition("</section>")[0]
    return {label: url for url, label in re.findall(r'<a href="([^"]+)">([^<]+)</a>', panel)}


def test_every_link_leads_to_a_box_that_is_there_and_open(client, budi, siti, checked):
    Person.objects.update(no_nik_reason="BELUM_DITANYA")
    client.force_login(budi.user)
    ways = boxes(client.get(siti.get_absolute_url()).text)
    assert list(ways) == labels(completeness.expected_at(checked.status))[:7] + labels(found(siti).gaps)[7:]
    for label, url in ways.items():
        path, _, box = url.partition("#")
        page = client.get(path)
        assert page.status_code == 200, label
        if box:
            before = page.text.partition(f'id="{box}"')
            assert before[1], label
            opened = re.findall(r"<details[^>]*>|</details>", before[0])
            assert not opened or opened[-1] == "</details>" or " open" in opened[-1], label


def test_filled_in_from_the_link_the_score_goes_up_and_the_history_keeps_what_was(client, budi, siti, checked):
    before = found(siti).score
    client.force_login(budi.user)
    path = boxes(client.get(siti.get_absolute_url()).text)["pemberi kerja"].partition("#")[0]
    plan = {name: value for name, value in PLAN.items() if name != "planned_on"}
    sent = {"version": checked.version, "contract_in_hand": "unknown", **plan}
    answer = client.post(path, sent, follow=True)
    assert "Perubahan tersimpan." in answer.text
    assert f"Kelengkapan: {found(siti).score}%" in answer.text and found(siti).score > before
    assert "pemberi kerja" not in boxes(answer.text)
    version = Journey.pgh_event_model.objects.get(pgh_obj=checked.pk)
    assert (version.employer, version.pgh_context["assignment"]) == ("", budi.pk)
    assert siti.journeys.get().status == "VERIFIKASI_KELURAHAN"


def test_the_rt_sees_what_is_left_to_the_kelurahan_without_a_way_to_it(client, rudi, siti, checked):
    client.force_login(rudi.user)
    page = client.get(siti.get_absolute_url()).text
    assert set(boxes(page)) <= {gap.label for gap in completeness.OF_PERSON if gap.may_follow}
    assert "Yang lain diisi kelurahan atau Disnaker: " in page and "pemberi kerja" in page


def test_a_complete_record_asks_for_nothing(client, budi, siti, checked):
    fill_in_all(siti)
    client.force_login(budi.user)
    assert "Semua sudah terisi." in client.get(siti.get_absolute_url()).text
    assert "Tidak ada yang kosong" in client.get(LIST).text


def test_the_queue_leads_to_the_list(client, budi, siti):
    client.force_login(budi.user)
    assert reverse("cases:incomplete") in client.get("/verifikasi/").text
