"""The desk for pairs: who sees them, who decides, what is asked of an RT, and what merging and its undoing do."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import call_command
from django.utils import timezone

from cases import duplicates, merging, registration
from cases.models import Consent, Contact, Document, DuplicatePair, Journey, Person, PersonMerge
from cases.my_day import my_day
from cases.tests.factories import TODAY, make_case, make_nik, make_person

LIST = "/warga/kembar/"
BORN = date(1993, 2, 5)


def born(person, **fields):
    for name, value in ({"birth_date": BORN} | fields).items():
        setattr(person, name, value)
    person.save()
    return person


@pytest.fixture
def first(rudi):
    made = make_person(rudi, rudi.territory, name="Rosmala Hasnah", phone="081012345678", passport="Z1234567")
    return born(made, sex="PEREMPUAN")


@pytest.fixture
def second(toni):
    made = make_person(toni, toni.territory, name="Rusmalah Hasna", nik=make_nik(), phone="081012349999", country="TW")
    return born(made, birth_place="Mentok")


@pytest.fixture
def pair(first, second):
    return DuplicatePair.objects.get(first=first, second=second)


@pytest.fixture
def far_pair(first, citra, places):
    other = born(make_person(citra, citra.territory, name="Rosmala Hasna"))
    return DuplicatePair.objects.get(first=first, second=other)


def url(pair, rest=""):
    return f"{LIST}{pair.pk}/{rest}"


@pytest.fixture
def decide(client):
    def post(actor, pair, decision, reason="KTP sudah dilihat", **choices):
        client.force_login(actor.user)
        return client.post(url(pair), {"decision": decision, "reason": reason} | choices)

    return post


# --- the desk


def test_the_kelurahan_finds_the_pair(client, budi, pair, few_queries):
    client.force_login(budi.user)
    with few_queries():
        page = client.get(LIST).text
    assert "Rosmala Hasnah" in page and "Rusmalah Hasna" in page


def test_side_by_side_with_a_word_for_each_line(client, budi, pair, few_queries):
    client.force_login(budi.user)
    with few_queries(14):
        page = client.get(url(pair)).text
    assert "Nama sama, ejaannya lain" in page and "Tanggal lahir sama" in page
    assert "berbeda" in page and "hanya satu yang tahu" in page
    assert pair.second.nik not in page and "081012345678" not in page


@pytest.mark.parametrize("address", [LIST, url])
def test_it_requires_sign_in_and_permission(client, pair, rudi, kiki, eko, address):
    path = address(pair) if callable(address) else address
    assert client.get(path).status_code == 302
    for outsider in (rudi, kiki, eko):
        client.force_login(outsider.user)
        assert client.get(path).status_code == 403


def test_it_hides_other_territories(client, pair, citra):
    client.force_login(citra.user)
    assert client.get(url(pair)).status_code == 404
    assert "Tidak ada data kembar" in client.get(LIST).text


def test_across_two_kelurahan_each_sees_little_of_the_other(client, far_pair, budi, citra, ana):
    client.force_login(citra.user)
    page = client.get(url(far_pair)).text
    assert "Rosmala Hasnah" not in page and "R••• H•••" in page and "tahun 1993" in page
    assert "Yang memutuskan: Disnaker" in page
    client.force_login(ana.user)
    assert "Rosmala Hasnah" in client.get(url(far_pair)).text


@pytest.mark.parametrize("decision", ["SAMA", "LAIN"])
def test_half_a_picture_decides_about_nobody(decide, far_pair, budi, decision):
    assert decide(budi, far_pair, decision).status_code == 200
    with pytest.raises(PermissionDenied):
        duplicates.keep_apart(far_pair, by=budi, reason="x")
    with pytest.raises(PermissionDenied):
        merging.merge(far_pair, by=budi, reason="x")
    assert Person.objects.filter(merged_into=None).count() == 2


def test_two_people_never_come_back_to_the_desk(decide, pair, budi, second):
    assert decide(budi, pair, "LAIN").url == LIST
    assert duplicates.note(second, DuplicatePair.Found.SEARCH, TODAY) == 0
    assert not DuplicatePair.objects.open().exists()


@pytest.mark.parametrize(("decision", "reason"), [("", "KTP"), ("SAMA", ""), ("MUNGKIN", "KTP"), ("SAMA", "x" * 201)])
def test_a_decision_needs_a_reason(decide, pair, budi, decision, reason):
    assert "Ada yang perlu diperbaiki" in decide(budi, pair, decision, reason).text
    assert DuplicatePair.objects.get().is_open


def test_who_decides_second_is_told(decide, pair, budi, ana):
    decide(budi, pair, "LAIN")
    assert "Sudah diputuskan orang lain" in decide(ana, pair, "SAMA").text
    assert DuplicatePair.objects.get().decision == "LAIN" and not PersonMerge.objects.exists()


# --- asking the RT


def test_the_question_reaches_the_rt_and_the_answer_comes_back(client, decide, pair, budi, rudi, toni, citra):
    decide(budi, pair, "TANYA_RT", "Apakah Bu Rosmala pernah tinggal di RT 004?")
    asked = my_day(rudi, TODAY).sections[0]
    assert asked.title == "Pertanyaan untuk Anda"
    client.force_login(rudi.user)
    page = client.get(asked.rows[0].url).text
    assert "Rosmala Hasnah" in page and "Rusmalah" not in page
    assert client.post(asked.rows[0].url, {"answer": "Ya, orangnya sama."}).url == "/beranda/"
    client.force_login(toni.user)
    assert client.get(asked.rows[0].url).status_code == 404  # answered already
    client.force_login(budi.user)
    assert "Ya, orangnya sama." in client.get(url(pair)).text
    assert DuplicatePair.objects.visible_to(budi).open().exists()


def test_only_who_is_asked_answers(client, decide, pair, budi, ana, rudi):
    client.force_login(rudi.user)
    assert client.get(url(pair, "jawab/")).status_code == 404  # nobody asked
    decide(budi, pair, "TANYA_RT", "Siapa?")
    client.force_login(ana.user)
    assert client.get(url(pair, "jawab/")).status_code == 403
    client.force_login(rudi.user)
    assert "Tulis jawabannya dulu" in client.post(url(pair, "jawab/"), {"answer": ""}).text


# --- merging


def test_everything_moves_to_the_older_record(decide, pair, budi, first, second):
    case = make_case_of(second)
    assert decide(budi, pair, "SAMA", keep_name="second").url == LIST
    first.refresh_from_db()
    second.refresh_from_db()
    assert second.merged_into == first and first.merged_into is None
    assert (first.name, first.birth_place, first.sex) == ("Rusmalah Hasna", "Mentok", "PEREMPUAN")
    assert first.other_names == ["Rosmala Hasnah"] and first.nik and not first.no_nik_reason
    assert second.nik is None
    assert Journey.objects.filter(person=first).count() == 2 and Contact.objects.filter(person=first).count() == 2
    assert case.persons.get().person == first
    assert not Journey.objects.filter(person=second).exists()


def make_case_of(person):
    return make_case(person.registered_by, [person])


def test_who_was_merged_leaves_the_lists_and_the_address_leads_on(client, decide, pair, budi, first, second, rudi):
    decide(budi, pair, "SAMA")
    assert second not in Person.objects.visible_to(budi)
    answer = client.get(second.get_absolute_url())
    assert answer.url == first.get_absolute_url()
    found = client.get(client.post("/warga/", {"q": "Rusmalah Hasna"}).url).text
    assert first.get_absolute_url() in found and second.get_absolute_url() not in found


def test_the_old_address_tells_an_outsider_nothing(client, decide, pair, budi, citra, second):
    decide(budi, pair, "SAMA")
    client.force_login(citra.user)
    assert client.get(second.get_absolute_url()).status_code == 404


def test_a_nik_of_a_merged_record_still_belongs_to_its_owner(pair, budi, first, second):
    born(first, nik=make_nik(), no_nik_reason="")
    old = second.nik
    merging.merge(pair, by=budi, reason="KTP")
    assert registration.owner_of(old) == first


def test_two_in_one_case_are_sorted_out_there_first(decide, pair, budi, ana, first, second):
    make_case(ana, [first, second])
    assert "dalam kasus yang sama" in decide(budi, pair, "SAMA").text
    assert Person.objects.filter(merged_into=None).count() == 2 and DuplicatePair.objects.get().is_open


def test_what_both_have_alike_stays_once(pair, budi, first, second):
    registration.add_contact(second, relation="DIRI_SENDIRI", phone="081012345678")
    merging.merge(pair, by=budi, reason="KTP")
    assert Contact.objects.filter(person=first).count() == 2


def test_who_once_said_no_has_said_no(pair, budi, first, second):
    Consent.objects.create(person=first, purpose="WHATSAPP", is_given=True, recorded_by=budi)
    Consent.objects.create(person=second, purpose="WHATSAPP", is_given=False, recorded_by=budi)
    done = merging.merge(pair, by=budi, reason="KTP")
    assert not Consent.objects.get(person=first).is_given
    merging.undo(done, by=budi)
    assert Consent.objects.get(person=first).is_given and not Consent.objects.get(person=second).is_given


# --- taking it back


def everything(*persons):
    rows = [Person.objects.filter(pk=p.pk).values().get() for p in persons]
    for row in rows:
        row.pop("updated_at"), row.pop("nik")
    hanging = [sorted(m.objects.filter(person=p).values_list("pk", flat=True)) for p in persons
               for m in (Journey, Contact, Document)]  # fmt: skip
    return rows, hanging, [Person.objects.get(pk=p.pk).nik for p in persons]


def test_undoing_restores_exactly(client, decide, pair, budi, first, second):
    before = everything(first, second)
    decide(budi, pair, "SAMA", keep_name="second", keep_territory_id="second")
    assert everything(first, second) != before
    assert client.post(url(pair, "batal-gabung/")).url == url(pair)
    assert everything(first, second) == before
    assert DuplicatePair.objects.get().is_open


def test_what_came_later_stays_with_the_kept_record(pair, budi, first, second):
    done = merging.merge(pair, by=budi, reason="KTP")
    registration.add_contact(first, relation="SUAMI", phone="081012347777")
    merging.undo(done, by=budi)
    assert Contact.objects.filter(person=first).count() == 2
    assert Contact.objects.filter(person=second).count() == 1


def test_for_thirty_days_the_desk_leads_to_what_was_merged(client, decide, pair, budi, citra, few_queries):
    decide(budi, pair, "SAMA")
    with few_queries():
        assert f'href="{url(pair)}"' in client.get(LIST).text
    assert "Batalkan penggabungan" in client.get(url(pair)).text
    client.force_login(citra.user)
    assert "Digabung dalam" not in client.get(LIST).text
    client.force_login(budi.user)
    PersonMerge.objects.update(at=timezone.now() - timedelta(days=31))
    assert "Digabung dalam" not in client.get(LIST).text


def test_undoing_twice_does_nothing_the_second_time(client, decide, pair, budi):
    decide(budi, pair, "SAMA")
    client.post(url(pair, "batal-gabung/"))
    assert "sudah dibatalkan" in client.post(url(pair, "batal-gabung/"), follow=True).text


def test_after_thirty_days_it_stays(pair, budi):
    done = merging.merge(pair, by=budi, reason="KTP")
    PersonMerge.objects.update(at=timezone.now() - timedelta(days=31))
    with pytest.raises(ValidationError, match="30 hari"):
        merging.undo(done, by=budi)


def test_what_was_changed_since_is_named(pair, budi, first):
    done = merging.merge(pair, by=budi, reason="KTP", chosen=["name"])
    first.refresh_from_db()
    registration.correct(first, by=budi, version=first.version, name="Rosmala")
    with pytest.raises(ValidationError, match="nama sesuai KTP"):
        merging.undo(done, by=budi)


def test_the_later_merge_is_undone_first(pair, far_pair, budi, ana, first):
    done = merging.merge(pair, by=ana, reason="KTP")
    merging.merge(far_pair, by=ana, reason="KTP")
    with pytest.raises(ValidationError, match="digabung lagi"):
        merging.undo(done, by=ana)


def test_a_nik_taken_meanwhile_is_said(pair, budi, second, rudi):
    nik = second.nik
    done = merging.merge(pair, by=budi, reason="KTP")
    Person.objects.filter(pk=pair.first_id).update(nik=None, nik_index=None, no_nik_reason="HILANG")
    make_person(rudi, rudi.territory, name="Harun", nik=nik)
    with pytest.raises(ValidationError):
        merging.undo(done, by=budi)


@pytest.mark.parametrize("who", ["citra", "rudi"])
def test_only_who_sees_it_undoes_it(request, client, decide, pair, budi, who):
    decide(budi, pair, "SAMA")
    client.force_login(request.getfixturevalue(who).user)
    assert client.post(url(pair, "batal-gabung/")).status_code in (403, 404)
    assert PersonMerge.objects.get().undone_at is None


def test_undoing_rejects_get(client, pair, budi):
    client.force_login(budi.user)
    assert client.get(url(pair, "batal-gabung/")).status_code == 405


# --- the daily search


def test_the_search_goes_through_the_register_in_portions(first, second):
    DuplicatePair.objects.all().delete()
    assert duplicates.search_on(TODAY, most=1) == (1, 1)
    assert duplicates.search_on(TODAY, most=2) == (1, 0)
    assert duplicates.search_on(TODAY, most=1) == (1, 0)  # from the beginning again
    call_command("find_duplicates")
    assert DuplicatePair.objects.get().found_by == "SEARCH"
