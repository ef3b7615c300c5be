"""Joining two records of one human: what moves, what stays, and which ways lead on."""

import uuid

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.access import log_view
from cases.models import (
    Consent,
    Contact,
    DataRequest,
    Document,
    DuplicatePair,
    Journey,
    NikConflict,
    Person,
    PersonMerge,
)
from cases.rules import restriction
from cases.rules.coordination import consent
from cases.rules.doubles import merging, merging_rows, merging_undo
from cases.rules.privacy import data_request
from cases.rules.register import duplicates, registration
from cases.tests.conftest import born
from cases.tests.factories import TODAY, make_case, make_nik, make_person
from cases.tests.pairs import LIST, side_by_side


def test_everything_moves_to_the_older_record(decide_pair, pair, budi, rosmala, rusmalah):
    case = make_case_of(rusmalah)
    assert decide_pair(budi, pair, "SAMA", keep_name="second").url == LIST
    rosmala.refresh_from_db()
    rusmalah.refresh_from_db()
    assert rusmalah.merged_into == rosmala and rosmala.merged_into is None
    assert (rosmala.name, rosmala.birth_place, rosmala.sex) == ("Rusmalah Hasna", "Mentok", "PEREMPUAN")
    assert rosmala.other_names == ["Rosmala Hasnah"] and rosmala.nik and not rosmala.no_nik_reason
    assert rusmalah.nik is None
    assert Journey.objects.filter(person=rosmala).count() == 2 and Contact.objects.filter(person=rosmala).count() == 2
    assert case.persons.get().person == rosmala
    assert not Journey.objects.filter(person=rusmalah).exists()


def make_case_of(person):
    return make_case(person.registered_by, [person])


def test_who_was_merged_leaves_the_lists_and_the_address_leads_on(
    client, decide_pair, pair, budi, rosmala, rusmalah, rudi
):
    decide_pair(budi, pair, "SAMA")
    assert rusmalah not in Person.objects.visible_to(budi)
    answer = client.get(rusmalah.get_absolute_url())
    assert answer.url == rosmala.get_absolute_url()
    found = client.get(client.post("/warga/", {"q": "Rusmalah Hasna"}).url).text
    assert rosmala.get_absolute_url() in found and rusmalah.get_absolute_url() not in found


def test_a_form_opened_before_the_merge_is_sent_about_the_one_that_stands(
    client, decide_pair, pair, budi, rosmala, rusmalah
):
    """Nobody types in vain, and where both had something to say both is shown."""
    before, paper = rusmalah.get_absolute_url(), Document.objects.create(person=rusmalah, kind="KTP")
    version = Person.objects.get(pk=rusmalah.pk).version
    decide_pair(budi, pair, "SAMA")
    contact = {"relation": "SUAMI", "phone": "081299990000"}
    assert client.post(f"{before}kontak/", contact).url == rosmala.get_absolute_url()
    assert rosmala.contacts.filter(relation="SUAMI").exists()
    assert client.get(f"{before}dokumen/{paper.pk}/").status_code == 200
    typed = {"name": "Rosmala Hasnah", "address": "Gang Melati 7", "version": version, "residency": rosmala.residency}
    page = client.post(f"{before}ubah/", typed).text
    assert registration.CHANGED_BY_ANOTHER in page and "Gang Melati 7" in page
    consent.record(rosmala, {"FOTO": False}, by=budi, now=timezone.now())
    said = {"whatsapp": "YA", "keluarga": "YA", "foto": "YA"}
    assert client.post(f"{before}izin/", said).url == f"{rosmala.get_absolute_url()}izin/"
    consent.record(rusmalah, {"FOTO": True}, by=budi, now=timezone.now())
    assert consent.refuses_photos(rosmala)


def test_the_old_address_tells_an_outsider_nothing(client, decide_pair, pair, budi, citra, rusmalah):
    decide_pair(budi, pair, "SAMA")
    client.force_login(citra.user)
    assert client.get(rusmalah.get_absolute_url()).status_code == 404


def test_a_nik_of_a_merged_record_still_belongs_to_its_owner(pair, budi, rosmala, rusmalah):
    born(rosmala, nik=make_nik(), no_nik_reason="")
    old = rusmalah.nik
    merging.merge(pair, by=budi, reason="KTP")
    assert registration.owner_of(old) == rosmala


def test_two_in_one_case_are_sorted_out_there_first(decide_pair, pair, budi, ana, rosmala, rusmalah):
    make_case(ana, [rosmala, rusmalah])
    assert "dalam kasus yang sama" in decide_pair(budi, pair, "SAMA").text
    assert Person.objects.filter(merged_into=None).count() == 2 and DuplicatePair.objects.get().is_open


def test_what_both_have_alike_stays_once(pair, budi, rosmala, rusmalah):
    registration.add_contact(rusmalah, relation="DIRI_SENDIRI", phone="081012345678")
    merging.merge(pair, by=budi, reason="KTP")
    assert Contact.objects.filter(person=rosmala).count() == 2


def test_every_table_that_speaks_of_a_person_moves_or_says_why_not():
    keys = merging_rows.keys_to_person()
    moving = [key for key in keys if key.model in merging_rows.moving() and key.name == "person"]
    stays = {merging_rows.label_of(key) for key in keys} - {merging_rows.label_of(key) for key in moving}
    assert stays == merging_rows.STAYS.keys()
    assert {"Journey", "CasePerson", "Document", "Letter", "DataRequest"} < {key.model.__name__ for key in moving}


def test_the_database_follows_whoever_writes_to_a_merged_record():
    """In each table whose rows go along in a merge, and in the answers about consent."""
    for model in (*merging_rows.moving(), Consent):
        assert "follow_the_merge" in [trigger.name for trigger in model._meta.triggers], model


def test_a_paper_taken_off_the_list_moves_as_well(join, pair, rosmala, rusmalah, budi):
    gone = Document.objects.create(
        person=rusmalah, kind="KTP", removed_at=timezone.now(), removed_by=budi, removed_because="SALAH_ORANG"
    )
    join(pair)
    assert Document.everything.get(pk=gone.pk).person == rosmala


@pytest.mark.parametrize("what, sentence", [("restriction", "sedang dibatasi"), ("relocation", "proses pindah")])
def test_what_only_one_may_have_is_sorted_out_first(decide_pair, pair, budi, ana, places, what, sentence):
    for person in pair.persons:
        if what == "restriction":
            restriction.place(person, "PERMINTAAN", by=ana)
        else:
            place = {"origin": person.territory, "destination": places["19.71.02.1001"], "reason": "PINDAH"}
            person.relocations.create(pk=uuid.uuid4(), happened_on=TODAY, asked_by=budi, **place)
    page = decide_pair(budi, pair, "SAMA", "KK sudah dilihat").text
    assert sentence in page and "KK sudah dilihat" in page and not PersonMerge.objects.exists()


# --- a number both have


@pytest.fixture
def shared_number(rosmala, rusmalah):
    """The husband's, noted at both, and at each with what to mind."""
    husband = {"relation": "SUAMI", "phone": "+6281299990000"}
    registration.add_contact(rosmala, safe_note="jangan malam", **husband)
    registration.add_contact(rusmalah, safe_note="lewat kakaknya dulu", name="Pak Harun", **husband)
    return lambda person: person.contacts.get(relation="SUAMI")


def test_of_a_shared_number_both_warnings_stand(join, pair, rosmala, rusmalah, shared_number, budi):
    done = join(pair)
    kept = shared_number(rosmala)
    assert (kept.safe_note, kept.name) == ("jangan malam; lewat kakaknya dulu", "Pak Harun")
    merging_undo.undo(done, by=budi, now=timezone.now())
    notes = [(contact.safe_note, contact.name) for contact in map(shared_number, (rosmala, rusmalah))]
    assert notes == [("jangan malam", ""), ("lewat kakaknya dulu", "Pak Harun")]


def test_the_same_warning_stands_once(join, pair, rosmala, rusmalah, shared_number):
    rusmalah.contacts.update(safe_note="jangan malam")
    join(pair)
    assert shared_number(rosmala).safe_note == "jangan malam"


def test_a_warning_rewritten_since_is_left_alone(join, pair, rosmala, shared_number, budi):
    done = join(pair)
    Contact.objects.filter(pk=shared_number(rosmala).pk).update(safe_note="hanya pagi")
    merging_undo.undo(done, by=budi, now=timezone.now())
    assert shared_number(rosmala).safe_note == "hanya pagi"


def test_no_warning_is_cut_off(decide_pair, pair, rosmala, rusmalah, shared_number, budi):
    rosmala.contacts.filter(relation="SUAMI").update(safe_note="a" * 190)
    assert "Ringkas dulu" in decide_pair(budi, pair, "SAMA").text
    assert not PersonMerge.objects.exists()


# --- the ways that lead to the record


def test_the_owner_of_a_nik_is_found_over_every_step(rudi, toni, budi):
    a, b, c = (make_person(rudi, rudi.territory, name=name, nik=make_nik()) for name in ("Aliong", "Budiman", "Cahyo"))
    merging.merge(side_by_side(b, c), by=budi, reason="KTP")
    merging.merge(side_by_side(a, b), by=budi, reason="KTP")
    assert registration.owner_of(c.nik) == a
    assert merging.kept_instead_of(c.pk, budi) == a
    assert merging.records_of(a) == [a, b, c]
    c.refresh_from_db()
    assert c.merged_into == b


def test_the_way_never_leads_in_a_circle(rosmala, rusmalah):
    with pytest.raises(IntegrityError), transaction.atomic():
        Person.objects.filter(pk=rosmala.pk).update(merged_into=rusmalah)
    with pytest.raises(IntegrityError), transaction.atomic():
        Person.objects.filter(pk=rosmala.pk).update(merged_into=rosmala)


def test_a_merge_joins_two_and_is_undone_by_somebody(join, pair, rosmala, rusmalah):
    join(pair)
    for wrong in ({"kept": rusmalah}, {"undone_at": timezone.now()}):
        with pytest.raises(IntegrityError), transaction.atomic():
            PersonMerge.objects.update(**wrong)


def test_who_asks_who_looked_at_his_data_gets_both_trails(join, pair, rosmala, rusmalah, rudi, toni, ana):
    log_view(rudi, rosmala)
    log_view(toni, rusmalah)
    log_view(toni, rusmalah)
    join(pair)
    request = DataRequest(person=rosmala, kind="LIHAT")
    trail = {row["by__office__name"]: row["times"] for row in data_request.trail_of(request)}
    assert trail == {rudi.office.name: 1, toni.office.name: 2}


def test_a_nik_typed_again_after_the_merge_belongs_to_its_owner_when_it_is_undone(
    join, pair, rusmalah, rosmala, toni, budi
):
    nik = rusmalah.nik
    done = join(pair)
    entry = {"name": "Orang Lain", "territory": toni.territory, "nik": nik}
    journey = {"journey": {"country": "MY"}, "happened_on": TODAY, "source": "RT"}
    conflict = registration.register(client_uuid=uuid.uuid4(), person=entry, by=toni, **journey).conflict
    assert conflict.person == rosmala
    merging_undo.undo(done, by=budi, now=timezone.now())
    assert NikConflict.objects.get().person == rusmalah


def test_the_history_of_both_is_read_at_the_one(client, join, pair, rosmala, rusmalah, ana, budi, few_queries):
    """And a number that only moved was not corrected."""
    born(rusmalah, address="Gang Melati 7")
    rusmalah.contacts.update(safe_note="hanya pagi")
    done = join(pair)
    path = f"/warga/{rosmala.pk}/riwayat/"
    client.force_login(ana.user)
    with few_queries():
        page = client.get(path).text
    assert "Gang Melati 7" in page and "hanya pagi" in page and f"<ins>{rosmala.number}</ins>" in page
    assert "Nomornya diganti" not in page
    merging_undo.undo(done, by=budi, now=timezone.now())
    page = client.get(path).text
    assert "hanya pagi" not in page and "sudah tidak ada" not in page and "Nomornya diganti" not in page


# --- other pairs of the merged one


@pytest.fixture
def third(rudi):
    return make_person(rudi, rudi.territory, name="Rosmawati Hasan")


def on_the_desk(*people):
    return DuplicatePair.objects.between(*[person.pk for person in people]).first()


def test_who_was_kept_apart_from_the_one_is_not_asked_about_again(join, pair, rosmala, rusmalah, third, budi):
    duplicates.keep_apart(side_by_side(rusmalah, third), by=budi, reason="KK berbeda")
    done = join(pair)
    now = on_the_desk(rosmala, third)
    assert (now.decision, now.reason) == ("LAIN", "KK berbeda") and on_the_desk(rusmalah, third) is None
    merging_undo.undo(done, by=budi, now=timezone.now())
    assert on_the_desk(rosmala, third) is None and on_the_desk(rusmalah, third).decision == "LAIN"


def test_an_open_pair_goes_on_with_the_kept_one(join, pair, rosmala, rusmalah, third, budi):
    asked = duplicates.ask(side_by_side(rusmalah, third), by=budi, question="Siapa?")
    join(pair)
    assert on_the_desk(rosmala, third) == asked and asked in DuplicatePair.objects.open()


def test_where_both_stood_beside_the_third_the_answer_counts(join, pair, rosmala, rusmalah, third, budi):
    side_by_side(rosmala, third)
    duplicates.keep_apart(side_by_side(rusmalah, third), by=budi, reason="KK berbeda")
    done = join(pair)
    assert on_the_desk(rosmala, third).decision == "LAIN"
    merging_undo.undo(done, by=budi, now=timezone.now())
    assert (on_the_desk(rosmala, third).decision, on_the_desk(rusmalah, third).decision) == ("", "LAIN")


def test_an_answer_given_since_stays_with_the_kept_one(join, pair, rosmala, rusmalah, third, budi):
    side_by_side(rosmala, third)
    duplicates.ask(side_by_side(rusmalah, third), by=budi, question="Siapa?")
    done = join(pair)
    duplicates.keep_apart(on_the_desk(rosmala, third), by=budi, reason="RT kenal keduanya")
    merging_undo.undo(done, by=budi, now=timezone.now())
    assert on_the_desk(rosmala, third).decision == "LAIN"
