"""Taking a merge back: exactly as it was, and nothing said or forbidden since is lost."""

import json
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from cases.models import Contact, Document, DuplicatePair, Journey, Person, PersonMerge, Restriction
from cases.rules import restriction
from cases.rules.coordination import consent
from cases.rules.doubles import merging, merging_undo
from cases.rules.register import registration
from cases.tests.factories import make_person
from cases.tests.pairs import LIST, url


@pytest.fixture
def done(pair, budi):
    return merging.merge(pair, by=budi, reason="KTP sudah dilihat")


def undo(done, by):
    return merging_undo.undo(done, by=by, now=timezone.now())


def answers(person):
    return dict(person.consents.values_list("purpose", "is_given"))


def everything(*persons):
    rows = [Person.objects.filter(pk=p.pk).values().get() for p in persons]
    for row in rows:
        row.pop("updated_at"), row.pop("nik")
    hanging = [sorted(m.objects.filter(person=p).values_list("pk", flat=True)) for p in persons
               for m in (Journey, Contact, Document)]  # fmt: skip
    return rows, hanging, [Person.objects.get(pk=p.pk).nik for p in persons]


def test_undoing_restores_exactly(client, decide_pair, pair, budi, rosmala, rusmalah):
    before = everything(rosmala, rusmalah)
    decide_pair(budi, pair, "SAMA", keep_name="second", keep_territory_id="second")
    assert everything(rosmala, rusmalah) != before
    assert client.post(url(pair, "batal-gabung/")).url == url(pair)
    assert everything(rosmala, rusmalah) == before
    assert DuplicatePair.objects.get().is_open


def test_what_came_later_stays_with_the_kept_record(pair, budi, rosmala, rusmalah):
    done = merging.merge(pair, by=budi, reason="KTP")
    registration.add_contact(rosmala, relation="SUAMI", phone="081012347777")
    undo(done, budi)
    assert Contact.objects.filter(person=rosmala).count() == 2
    assert Contact.objects.filter(person=rusmalah).count() == 1


def test_for_thirty_days_the_desk_leads_to_what_was_merged(client, decide_pair, pair, budi, citra, few_queries):
    decide_pair(budi, pair, "SAMA")
    with few_queries():
        assert f'href="{url(pair)}"' in client.get(LIST).text
    assert "Batalkan penggabungan" in client.get(url(pair)).text
    client.force_login(citra.user)
    assert "Digabung dalam" not in client.get(LIST).text
    client.force_login(budi.user)
    PersonMerge.objects.update(at=timezone.now() - timedelta(days=31))
    assert "Digabung dalam" not in client.get(LIST).text


def test_undoing_twice_does_nothing_the_second_time(client, decide_pair, pair, budi):
    decide_pair(budi, pair, "SAMA")
    client.post(url(pair, "batal-gabung/"))
    assert "sudah dibatalkan" in client.post(url(pair, "batal-gabung/"), follow=True).text


def test_what_an_older_portal_wrote_down_is_said_and_not_guessed(done, budi):
    facts = done.facts
    del facts["answers"]
    PersonMerge.objects.filter(pk=done.pk).update(record=json.dumps(facts))
    with pytest.raises(ValidationError, match="sebelum portal diperbarui"):
        undo(done, budi)


def test_after_thirty_days_it_stays(pair, budi):
    done = merging.merge(pair, by=budi, reason="KTP")
    PersonMerge.objects.update(at=timezone.now() - timedelta(days=31))
    with pytest.raises(ValidationError, match="30 hari"):
        undo(done, budi)


def test_what_was_changed_since_is_named(pair, budi, rosmala):
    done = merging.merge(pair, by=budi, reason="KTP", chosen=["name"])
    rosmala.refresh_from_db()
    registration.correct(rosmala, by=budi, version=rosmala.version, name="Rosmala")
    with pytest.raises(ValidationError, match="nama sesuai KTP"):
        undo(done, budi)


def test_the_later_merge_is_undone_first(pair, far_pair, budi, ana, rosmala):
    done = merging.merge(pair, by=ana, reason="KTP")
    merging.merge(far_pair, by=ana, reason="KTP")
    with pytest.raises(ValidationError, match="digabung lagi"):
        undo(done, ana)


def test_a_nik_taken_meanwhile_is_said(pair, budi, rusmalah, rudi):
    nik = rusmalah.nik
    done = merging.merge(pair, by=budi, reason="KTP")
    Person.objects.filter(pk=pair.first_id).update(nik=None, nik_index=None, no_nik_reason="HILANG")
    make_person(rudi, rudi.territory, name="Harun", nik=nik)
    with pytest.raises(ValidationError):
        undo(done, budi)


@pytest.mark.parametrize("who", ["citra", "rudi"])
def test_only_who_sees_it_undoes_it(request, client, decide_pair, pair, budi, who):
    decide_pair(budi, pair, "SAMA")
    client.force_login(request.getfixturevalue(who).user)
    assert client.post(url(pair, "batal-gabung/")).status_code in (403, 404)
    assert PersonMerge.objects.get().undone_at is None


def test_undoing_rejects_get(client, pair, budi):
    client.force_login(budi.user)
    assert client.get(url(pair, "batal-gabung/")).status_code == 405


# --- what came since still holds


class TestAnsweredSince:
    """She was asked once more after the merge: nobody turns that answer round by taking the merge back."""

    @pytest.fixture(autouse=True)
    def asked_before(self, rosmala, rusmalah, budi):
        self.say(rosmala, budi, WHATSAPP=True, FOTO=True)
        self.say(rusmalah, budi, WHATSAPP=False, FOTO=True)

    def say(self, person, by, **given):
        consent.record(person, given, by=by, now=timezone.now())

    def test_a_no_is_a_no_of_both(self, rosmala, rusmalah, done, budi):
        self.say(rosmala, budi, FOTO=False)
        remains = undo(done, budi).remains
        assert (answers(rosmala)["FOTO"], answers(rusmalah)["FOTO"]) == (False, False)
        assert "menyimpan foto dokumen" in remains[0] and "keduanya" in remains[0]

    def test_a_yes_counts_for_whom_it_was_given(self, rosmala, rusmalah, done, budi):
        self.say(rosmala, budi, WHATSAPP=True)
        undo(done, budi)
        assert (answers(rosmala)["WHATSAPP"], answers(rusmalah)["WHATSAPP"]) == (True, False)

    def test_a_question_asked_for_the_first_time_stays_with_the_kept_one(self, rosmala, rusmalah, done, budi):
        self.say(rosmala, budi, KELUARGA=True)
        undo(done, budi)
        assert answers(rosmala)["KELUARGA"] and "KELUARGA" not in answers(rusmalah)

    def test_the_page_says_so(self, client, pair, rosmala, done, budi):
        self.say(rosmala, budi, WHATSAPP=True)
        client.force_login(budi.user)
        page = client.post(url(pair, "batal-gabung/"), follow=True).text
        assert "Penggabungan dibatalkan" in page and f"tetap berlaku pada {rosmala.number}" in page


def test_who_was_restricted_as_one_is_restricted_as_two(rosmala, rusmalah, done, ana):
    restriction.place(rosmala, "PROSES_HUKUM", by=ana)
    assert undo(done, ana).remains == [merging_undo.RESTRICTED_SINCE]
    assert {row.person: row.ground for row in Restriction.objects.standing()} == {
        rosmala: "PROSES_HUKUM",
        rusmalah: "PROSES_HUKUM",
    }


def test_who_was_restricted_before_has_his_restriction_back(pair, rosmala, rusmalah, ana):
    restriction.place(rusmalah, "PERMINTAAN", by=ana)
    done = merging.merge(pair, by=ana, reason="KTP")
    assert restriction.of(rosmala)
    assert undo(done, ana).remains == []
    assert restriction.of(rusmalah) and not restriction.of(rosmala)


@pytest.mark.parametrize("first", ["rosmala", "rusmalah"])
def test_who_is_restricted_once_more_after_the_merge_is_restricted_as_two(request, pair, rosmala, rusmalah, ana, first):
    """Whichever had it before: the second wish was about both."""
    restriction.place(request.getfixturevalue(first), "PERMINTAAN", by=ana)
    done = merging.merge(pair, by=ana, reason="KTP")
    restriction.place(rosmala, "PROSES_HUKUM", by=ana)
    assert Restriction.objects.count() == 1
    assert undo(done, ana).remains == [merging_undo.RESTRICTED_SINCE]
    assert restriction.of(rosmala) and restriction.of(rusmalah)


def test_a_name_added_since_does_not_stand_in_the_way(pair, rosmala, rusmalah, budi):
    rosmala.other_names = ["Bu Mala"]
    rosmala.save()
    done = merging.merge(pair, by=budi, reason="KTP", chosen=["name"])
    rosmala.refresh_from_db()
    assert set(rosmala.other_names) == {"Bu Mala", "Rosmala Hasnah"}
    rosmala.other_names += ["Mbak Ros"]
    rosmala.save()
    assert undo(done, budi).remains == [merging_undo.NAMED_SINCE.format(number=rosmala.number)]
    rosmala.refresh_from_db()
    assert (rosmala.name, rosmala.other_names) == ("Rosmala Hasnah", ["Bu Mala", "Mbak Ros"])


def test_what_the_merge_did_not_write_stays_corrected(rosmala, done, budi):
    rosmala.refresh_from_db()
    registration.correct(rosmala, by=budi, version=rosmala.version, address="Gang Melati 7")
    undo(done, budi)
    rosmala.refresh_from_db()
    assert rosmala.address == "Gang Melati 7"


# --- who takes it back


def test_who_sees_one_side_takes_nothing_back(client, far_pair, ana, budi, citra):
    """Disnaker joined two of two kelurahan: neither parts them alone."""
    done = merging.merge(far_pair, by=ana, reason="KTP")
    client.force_login(budi.user)
    page = client.get(url(far_pair)).text
    assert "Batalkan penggabungan" not in page and "Disnaker" in page
    assert "Digabung dalam" not in client.get(LIST).text
    assert client.post(url(far_pair, "batal-gabung/")).status_code == 403
    for one_side in (budi, citra):
        with pytest.raises(PermissionDenied):
            undo(done, one_side)
    undo(done, ana)
