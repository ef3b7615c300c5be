"""Two people were joined by mistake because one NIK was typed for both: the decision is taken back, nothing is lost."""

import json
import uuid
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from cases.models import Consent, Document, Journey, NikConflict, Person, StoredFile, Talk, Visit
from cases.rules import restriction, uploads, workflow
from cases.rules.coordination import consent
from cases.rules.doubles import nik_conflict, nik_conflict_undo
from cases.rules.register import registration
from cases.tests.factories import TODAY, make_case, make_nik, make_person
from lib.cleaning.apart import Cleaned
from lib.cleaning.kind import Kind
from lib.tests import papers

LIST = "/warga/bentrok/"
SHARED, OWN = "+6281200002222", "+6281200003333"


@pytest.fixture
def siti(rudi):
    siti = make_person(rudi, rudi.territory, name="Siti Contoh", nik=make_nik())
    registration.add_contact(siti, phone=SHARED, relation="KELUARGA")
    return siti


@pytest.fixture
def conflict(siti, oman):
    """Oman typed Siti's NIK for a neighbour, with a photo of her KTP and two numbers, one of them Siti's as well."""
    conflict = registration.register(
        client_uuid=uuid.uuid4(),
        person={"name": "Sinta Lain", "territory": oman.territory, "nik": siti.nik, "sex": "PEREMPUAN"},
        journey={"country": "KH", "job": "Admin", "planned_on": TODAY},
        contacts=[*registration.self_contact(OWN), {"phone": SHARED, "relation": "KELUARGA"}],
        documents=[{"kind": "KTP"}],
        consents={"FOTO": True},
        passport="C1234567",
        by=oman,
        happened_on=TODAY,
        source="KELUARGA",
    ).conflict
    Talk.objects.create(conflict=conflict, flags=["visa-wisata"], is_said=True, by=oman, happened_on=TODAY)
    photo = Cleaned(Kind.JPEG, [papers.photo()], "0" * 64)
    uploads.store(photo, by=oman, client_uuid=uuid.uuid4(), conflict=conflict, kind="KTP")
    return conflict


@pytest.fixture
def joined(conflict, dewi):
    return nik_conflict.decide(conflict, "SAMA", by=dewi, reason="Namanya mirip")


@pytest.fixture
def take_back(client):
    def post(actor, conflict, reason="Tanggal lahirnya beda"):
        client.force_login(actor.user)
        return client.post(f"{LIST}{conflict.pk}/batalkan/", {"reason": reason}, follow=True)

    return post


def what_hangs_on(person):
    return {
        "journeys": list(person.journeys.values_list("pk", "status")),
        "contacts": list(person.contacts.values_list("pk", flat=True)),
        "documents": list(person.documents.values_list("pk", flat=True)),
        "consents": list(person.consents.values_list("purpose", "is_given")),
        "names": person.names,
        "nik": person.nik,
    }


def test_both_are_as_if_it_had_been_two_from_the_start(take_back, conflict, siti, ana, dewi, oman):
    before = what_hangs_on(siti)
    nik_conflict.decide(conflict, "SAMA", by=dewi, reason="Namanya mirip")
    assert "sekarang tercatat sebagai warga sendiri" in take_back(ana, conflict).text
    siti.refresh_from_db()
    assert what_hangs_on(siti) == before
    sinta = Person.objects.get(name="Sinta Lain")
    assert (sinta.territory, sinta.nik, sinta.nik_status) == (oman.territory, None, "TIDAK_COCOK")
    assert {contact.phone for contact in sinta.contacts.all()} == {OWN, SHARED}
    assert {paper.kind for paper in sinta.documents.all()} == {"KTP", "PASPOR"}
    assert sinta.documents.get(kind="KTP").files.count() == 1
    assert sinta.consents.get(purpose="FOTO").is_given
    journey = sinta.journeys.get()
    assert (journey.country, journey.territory, journey.talks.count(), journey.visits.count()) == (
        "KH",
        oman.territory,
        1,
        1,
    )


def test_what_was_done_since_goes_along_with_its_history(joined, siti, budi, ana):
    journey = siti.journeys.get(country="KH")
    workflow.move(
        journey, "PERLU_PERBAIKAN", by=budi, happened_on=TODAY, source="KELURAHAN", note="KTP buram, foto lagi"
    )
    Document.objects.create(person=siti, journey=journey, kind="KONTRAK")
    other = nik_conflict_undo.take_back(joined, by=ana, reason="beda orang", now=timezone.now())
    journey.refresh_from_db()
    assert (journey.person, journey.status) == (other, "PERLU_PERBAIKAN")
    assert [(step.note, step.by) for step in journey.history.filter(by=budi)] == [("KTP buram, foto lagi", budi)]
    assert other.documents.filter(kind="KONTRAK").exists()
    assert Person.objects.get(pk=siti.pk).latest_country != "KH"


def test_both_decisions_stay_to_be_read(take_back, joined, ana, dewi, client, few_queries):
    take_back(ana, joined)
    joined.refresh_from_db()
    assert (joined.decision, joined.reason, joined.decided_by) == ("LAIN", "Tanggal lahirnya beda", ana)
    with few_queries():
        page = client.get(f"{LIST}{joined.pk}/").text
    assert "Sebelumnya diputuskan “Orang yang sama”" in page and "Namanya mirip" in page
    assert "Batalkan keputusan" not in page


def test_it_is_found_again_as_long_as_it_can_be_taken_back(client, joined, ana, few_queries):
    client.force_login(ana.user)
    assert str(joined.pk) not in client.get(LIST).text
    with few_queries():
        assert str(joined.pk) in client.get(f"{LIST}?bagian=disatukan").text
    assert f"{LIST}{joined.pk}/batalkan/" in client.get(f"{LIST}{joined.pk}/").text
    NikConflict.objects.update(decided_at=timezone.now() - timedelta(days=30, minutes=1))
    assert str(joined.pk) not in client.get(f"{LIST}?bagian=disatukan").text
    assert "batalkan/" not in client.get(f"{LIST}{joined.pk}/").text


@pytest.mark.parametrize("days, works", [(29, True), (31, False)])
def test_thirty_days_long(take_back, joined, ana, days, works):
    NikConflict.objects.update(decided_at=timezone.now() - timedelta(days=days))
    page = take_back(ana, joined).text
    assert Person.objects.filter(name="Sinta Lain").exists() is works
    assert (nik_conflict_undo.TOO_LATE in page) is not works


@pytest.mark.parametrize("who", ["budi", "citra"])
def test_who_sees_one_side_takes_nothing_back(request, client, take_back, joined, who):
    actor = request.getfixturevalue(who)
    assert take_back(actor, joined).status_code == 403
    assert client.get(f"{LIST}{joined.pk}/batalkan/").status_code == 403
    assert "batalkan/" not in client.get(f"{LIST}{joined.pk}/").text
    with pytest.raises(PermissionDenied):
        nik_conflict_undo.take_back(joined, by=actor, reason="beda orang", now=timezone.now())


@pytest.mark.parametrize("who", ["rudi", "wati", "kiki", "eko", "wawan"])
def test_it_requires_permission(request, take_back, joined, who):
    assert take_back(request.getfixturevalue(who), joined).status_code == 403


def test_a_reason_is_asked_for_and_nothing_happens_without(take_back, joined, ana):
    assert "Tulis alasannya dulu" in take_back(ana, joined, reason=" ").text
    assert not Person.objects.filter(name="Sinta Lain").exists()


def test_twice_makes_one_person(take_back, joined, ana):
    take_back(ana, joined)
    assert nik_conflict_undo.NOT_JOINED in take_back(ana, joined).text
    assert Person.objects.filter(name="Sinta Lain").count() == 1


@pytest.mark.parametrize("decision", ["LAIN", "TANYA_RT"])
def test_only_the_same_person_can_be_taken_back(client, conflict, ana, decision):
    nik_conflict.decide(conflict, decision, by=ana, reason="beda orang")
    client.force_login(ana.user)
    assert client.get(f"{LIST}{conflict.pk}/batalkan/").url == f"{LIST}{conflict.pk}/"
    with pytest.raises(ValidationError, match="dibatalkan"):
        nik_conflict_undo.take_back(conflict, by=ana, reason="keliru", now=timezone.now())


class TestWhatStandsInTheWay:
    """Then everything stays as it is, and the page says what comes first."""

    @pytest.fixture(autouse=True)
    def told(self, take_back, joined, siti, ana):
        self.refused_with = lambda text: (
            text in take_back(ana, joined).text and not Person.objects.filter(name="Sinta Lain").exists()
        )

    def test_the_journey_stands_in_a_case(self, siti, ana):
        make_case(ana, [siti]).persons.update(journey=siti.journeys.get(country="KH"))
        assert self.refused_with(nik_conflict_undo.IN_A_CASE)

    def test_the_data_is_kept_as_it_is(self, siti, ana):
        restriction.place(siti, "PERMINTAAN", by=ana)
        assert self.refused_with(restriction.RESTRICTED)

    def test_the_journey_is_gone(self, siti, rudi):
        Journey.objects.filter(country="KH").update(person=make_person(rudi, rudi.territory, name="Orang Ketiga"))
        assert self.refused_with(nik_conflict_undo.GONE)

    def test_it_was_decided_before_this_was_kept(self):
        NikConflict.objects.update(joined=None)
        assert self.refused_with(nik_conflict_undo.NOT_KEPT)


def test_the_visit_that_was_made_stays_made(joined, siti, budi, ana):
    Visit.objects.update(done_on=TODAY, done_by=budi, outcome="MENUNDA")
    other = nik_conflict_undo.take_back(joined, by=ana, reason="beda orang", now=timezone.now())
    assert Visit.objects.get(journey__person=other).outcome == "MENUNDA"


class TestWhatTheyAgreedTo:
    """Who has once said no has said no; if they were two after all, each has the own answers again."""

    @pytest.fixture
    def answers(self, siti, rudi):
        def keep(**given):
            for purpose, is_given in given.items():
                Consent.objects.create(person=siti, purpose=purpose, is_given=is_given, recorded_by=rudi)

        return keep

    def decide(self, conflict, dewi, **consents):
        conflict.entered = json.dumps(conflict.entry | {"consents": consents})
        conflict.save()
        return nik_conflict.decide(conflict, "SAMA", by=dewi, reason="Namanya mirip")

    def now(self, siti):
        return dict(siti.consents.values_list("purpose", "is_given"))

    def test_a_no_wins_whoever_said_it(self, siti, conflict, dewi, answers):
        answers(KELUARGA=True, FOTO=False)
        self.decide(conflict, dewi, KELUARGA=False, FOTO=True)
        assert self.now(siti) == {"KELUARGA": False, "FOTO": False}

    def test_taken_back_each_has_the_own_answers(self, siti, conflict, dewi, ana, answers):
        answers(KELUARGA=True)
        joined = self.decide(conflict, dewi, KELUARGA=False, FOTO=True)
        other = nik_conflict_undo.take_back(joined, by=ana, reason="beda orang", now=timezone.now())
        assert (self.now(siti), self.now(other)) == ({"KELUARGA": True}, {"KELUARGA": False, "FOTO": True})

    def test_an_answer_given_since_stays(self, siti, conflict, dewi, ana, answers):
        answers(KELUARGA=True)
        joined = self.decide(conflict, dewi, KELUARGA=False, FOTO=True)
        consent.record(siti, {"FOTO": False}, by=ana, now=timezone.now())
        nik_conflict_undo.take_back(joined, by=ana, reason="beda orang", now=timezone.now())
        assert self.now(siti) == {"KELUARGA": True, "FOTO": False}
        assert not Consent.objects.get(person__name="Sinta Lain", purpose="FOTO").is_given  # one of the two said so

    def test_photos_join_nobody_who_refused_them(self, siti, conflict, dewi, ana, answers):
        answers(FOTO=False)
        joined = self.decide(conflict, dewi, FOTO=True)
        assert not StoredFile.objects.filter(document__person=siti).exists()
        assert not StoredFile.objects.readable_by(ana).exists()
        other = nik_conflict_undo.take_back(joined, by=ana, reason="beda orang", now=timezone.now())
        assert StoredFile.objects.get().document.person == other


def test_what_was_typed_about_a_shared_number_is_kept_until_it_is_taken_back(siti, conflict, dewi, ana):
    siti.contacts.update(safe_note="jangan malam")
    contacts = [contact | {"safe_note": "lewat kakaknya"} for contact in conflict.entry["contacts"]]
    conflict.entered = json.dumps(conflict.entry | {"contacts": contacts})
    conflict.save()
    joined = nik_conflict.decide(conflict, "SAMA", by=dewi, reason="Namanya mirip")
    assert siti.contacts.get(relation="KELUARGA").safe_note == "jangan malam; lewat kakaknya"
    other = nik_conflict_undo.take_back(joined, by=ana, reason="beda orang", now=timezone.now())
    notes = [person.contacts.get(relation="KELUARGA").safe_note for person in (siti, other)]
    assert notes == ["jangan malam", "lewat kakaknya"]


def test_the_other_spelling_is_found_until_it_is_taken_back(siti, joined, ana):
    siti.refresh_from_db()
    assert siti.other_names == ["Sinta Lain"]
    nik_conflict_undo.take_back(joined, by=ana, reason="beda orang", now=timezone.now())
    siti.refresh_from_db()
    assert siti.other_names == []


def test_nothing_joins_who_is_kept_as_is(siti, conflict, dewi):
    restriction.place(siti, "PERMINTAAN", by=dewi)
    before = what_hangs_on(siti)
    with pytest.raises(ValidationError, match="dibatasi"):
        nik_conflict.decide(conflict, "SAMA", by=dewi, reason="Namanya mirip")
    assert what_hangs_on(siti) == before
