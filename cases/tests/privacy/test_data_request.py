"""Siti asks about her own data; and while a trial may need it, it is kept as it is and shut."""

import uuid
from datetime import timedelta

import pytest
from django.core.exceptions import NON_FIELD_ERRORS, PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from accounts.access import log_view
from cases.models import Case, Consent, Contact, DataRequest, Document, Person, ReportMessage, Restriction, StoredFile
from cases.models.data_request import NO_GROUND, STILL_NEEDED
from cases.rules import restriction, uploads, workflow
from cases.rules.coordination import consent
from cases.rules.families import report_desk, report_intake
from cases.rules.privacy import data_request as rules
from cases.rules.privacy import retention, reveal
from cases.rules.register import registration, relocation, verification
from cases.states.data_request import MOVES, DataRequestStatus
from cases.tests.factories import make_nik
from cases.values.choices import ConsentPurpose
from cases.values.data_request import ANSWER_WITHIN
from lib.cleaning.apart import Cleaned
from lib.cleaning.kind import Kind
from lib.clock import today
from lib.tests import papers

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_disk(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def photo(siti, rudi):
    return keep_photo(Document.objects.create(person=siti, kind="KTP"), rudi)


def keep_photo(paper, by):
    return uploads.store(
        Cleaned(Kind.JPEG, [papers.photo()], "0" * 64), by=by, client_uuid=uuid.uuid4(), document=paper
    )


def receive(person, by, kind="HAPUS", *, key=None, ago=timedelta(), **facts):
    told = {"applicant": "Siti sendiri", "identity_check": "KTP asli", "wish": "Hapus semuanya."} | facts
    key = key or uuid.uuid4()
    return rules.receive(person, client_uuid=key, kind=kind, received_at=timezone.now() - ago, by=by, **told)


def answer(request, target, by, *, key=None, **more):
    said = {"note": "Dijelaskan di loket.", "seen": request.status} | more
    return rules.answer(request, target, client_uuid=key or uuid.uuid4(), by=by, **said)


def refuse_for_the_trial(person, by):
    return answer(receive(person, by), "DITOLAK", by, ground="PROSES_HUKUM")


class TestAtTheDesk:
    def test_it_is_written_down_and_due_in_three_days_of_clock_hours(self, client, ana, siti, few_queries):
        client.force_login(ana.user)
        url = reverse("cases:add_data_request", args=[siti.pk])
        data = {"kind": "HAPUS", "applicant": "Siti", "identity_check": "KTP asli", "client_uuid": uuid.uuid4()}
        for _ in range(2):
            client.post(url, {**data, "received_at": "2026-01-02T08:30"})
        made = DataRequest.objects.get()
        assert made.due_at - made.received_at == ANSWER_WITHIN == timedelta(hours=72)
        with few_queries():
            page = client.get(reverse("cases:data_requests")).content.decode()
        assert "Siti Contoh" in page and "lewat" in page
        with few_queries():
            assert "KTP asli" in client.get(made.get_absolute_url()).content.decode()

    @pytest.mark.parametrize(
        "wrong, sentence",
        [
            ({"kind": ""}, "Pilih apa yang diminta."),
            ({"identity_check": ""}, "bagaimana identitasnya diperiksa"),
            ({"received_at": "2099-01-01T08:00"}, rules.NOT_YET),
            ({"received_at": "0026-01-01T08:00"}, "tidak mungkin"),
        ],
    )
    def test_what_is_missing_is_said_at_its_field_and_the_rest_is_kept(self, client, ana, siti, wrong, sentence):
        client.force_login(ana.user)
        data = {"kind": "HAPUS", "applicant": "Siti", "identity_check": "KTP", "wish": "Tolong hapus", **wrong}
        data = {"client_uuid": uuid.uuid4(), "received_at": "2026-01-02T08:30"} | data
        page = client.post(reverse("cases:add_data_request", args=[siti.pk]), data).content.decode()
        assert sentence in page and "Tolong hapus" in page and not DataRequest.objects.exists()

    def test_it_waits_in_the_day_of_disnaker(self, client, ana, siti):
        receive(siti, ana)
        client.force_login(ana.user)
        assert "Permintaan data pribadi" in client.get("/beranda/").content.decode()

    def test_nobody_else_learns_of_it(self, siti, ana, rudi, budi, dina, eko, adi):
        receive(siti, ana)
        restriction.place(siti, "PROSES_HUKUM", by=ana)
        for actor in (rudi, budi, dina, eko, adi, None):
            assert not DataRequest.objects.visible_to(actor).exists()
            assert not Restriction.objects.visible_to(actor).exists()
        with pytest.raises(PermissionDenied):
            receive(siti, budi)


class TestAnswering:
    @pytest.mark.parametrize("source", DataRequestStatus.values)
    @pytest.mark.parametrize("target", DataRequestStatus.values)
    def test_every_pair_of_states(self, siti, ana, source, target):
        request = receive(siti, ana, "PERBAIKI")
        DataRequest.objects.filter(pk=request.pk).update(status=source, ground="TUGAS_KOTA")
        request.refresh_from_db()
        allowed = any((move.source, move.target) == (source, target) for move in MOVES)
        try:
            done = answer(request, target, ana, ground="TUGAS_KOTA").status == target
        except ValidationError as error:
            done = error.messages != [workflow.CHANGED_MEANWHILE]
        assert done == allowed

    def test_a_refusal_says_why(self, siti, ana):
        with pytest.raises(ValidationError) as refused:
            answer(receive(siti, ana), "DITOLAK", ana)
        assert refused.value.message_dict == {NON_FIELD_ERRORS: [NO_GROUND]}
        with pytest.raises(IntegrityError), transaction.atomic():
            DataRequest.objects.update(status="DITOLAK")

    def test_looked_at_again_it_has_no_ground_any_more(self, siti, ana):
        assert answer(refuse_for_the_trial(siti, ana), "BARU", ana).ground == ""

    def test_of_two_who_answer_the_second_is_told(self, client, siti, ana):
        request = receive(siti, ana, "LIHAT")
        answer(request, "DIPENUHI", ana)
        client.force_login(ana.user)
        data = {
            "target": "DITOLAK",
            "seen": "BARU",
            "ground": "KESELAMATAN",
            "note": "Jangan.",
            "client_uuid": uuid.uuid4(),
        }
        page = client.post(reverse("cases:answer_data_request", args=[request.pk]), data)
        assert page.status_code == 409 and "Jangan." in page.content.decode()

    def test_who_asks_to_see_is_told_which_offices_looked(self, client, siti, ana, rudi):
        log_view(rudi, siti)
        log_view(rudi, siti)
        client.force_login(ana.user)
        page = client.get(receive(siti, ana, "LIHAT").get_absolute_url()).content.decode()
        assert rudi.office.name in page and "2 kali" in page

    def test_deleted_is_what_rests_on_consent_and_the_entry_stays(self, siti, ana, photo):
        key, request = uuid.uuid4(), receive(siti, ana)
        for _ in range(2):
            answer(request, "DIPENUHI", ana, key=key)
        assert not StoredFile.objects.exists() and Document.objects.exists()
        assert set(Consent.objects.values_list("purpose", "is_given")) == {(p, False) for p in ConsentPurpose}

    def test_who_asks_for_a_restriction_gets_one(self, siti, ana):
        answer(receive(siti, ana, "BATASI"), "DIPENUHI", ana)
        assert restriction.of(siti).ground == "PERMINTAAN"


class TestWhileATrialRuns:
    @pytest.mark.parametrize("category, status", [("SAKIT", "DITANGANI"), ("SCAM_JUDOL", "DITUTUP")])
    def test_nothing_is_deleted(self, case, ana, category, status):
        Case.objects.update(category=category, status=status)
        with pytest.raises(ValidationError) as refused:
            answer(receive(case.persons.get().person, ana), "DIPENUHI", ana)
        assert refused.value.message_dict == {NON_FIELD_ERRORS: [STILL_NEEDED]}

    def test_when_it_is_over_it_may_be(self, case, ana):
        Case.objects.update(category="SAKIT", status="DITUTUP")
        assert answer(receive(case.persons.get().person, ana), "DIPENUHI", ana).status == "DIPENUHI"

    def test_the_refusal_restricts_instead_and_once(self, siti, ana):
        key, request = uuid.uuid4(), receive(siti, ana)
        for _ in range(2):
            answer(request, "DITOLAK", ana, ground="PROSES_HUKUM", key=key)
        assert Restriction.objects.get().ground == "PROSES_HUKUM"
        with pytest.raises(IntegrityError), transaction.atomic():
            Restriction.objects.create(person=siti, ground="PERMINTAAN", by=ana)

    def test_another_ground_restricts_nothing(self, siti, ana):
        answer(receive(siti, ana), "DITOLAK", ana, ground="BUKAN_PEMILIK")
        assert not Restriction.objects.exists()


class TestRestricted:
    def test_nobody_changes_it(self, client, siti, ana, rudi, budi, places, photo):
        refuse_for_the_trial(siti, ana)
        journey, elsewhere = siti.journeys.get(), places["19.71.02.1001"]
        moved = {"reason": "PINDAH_RUMAH", "happened_on": today(), "address": "", "note": "", "on": today()}
        key, look = {"client_uuid": uuid.uuid4()}, {"by": budi, "on": today(), "seen": verification.version(journey)}
        for deed in (
            lambda: registration.correct_journey(journey, version=journey.version, employer="PT Lain"),
            lambda: registration.leave_again(siti, by=rudi, happened_on=today(), source="RT", **key),
            lambda: relocation.relocate(siti, elsewhere, by=budi, version=siti.version, **key, **moved),
            lambda: verification.refer(journey, kelurahan=elsewhere, note="Pindah", **key, **look),
            lambda: verification.accept(journey, matches_card=True, **key, **look),
            lambda: registration.correct(siti, by=ana, version=siti.version, address="Jl. Lain"),
            lambda: registration.add_contact(siti, relation="IBU", phone="081234567890"),
            lambda: registration.add_document(siti, client_uuid=uuid.uuid4(), by=ana, kind="KK"),
            lambda: keep_photo(photo.document, rudi),
        ):
            with pytest.raises(ValidationError, match="sedang dibatasi"):
                deed()
        client.force_login(rudi.user)
        data = {"relation": "ORANG_TUA", "name": "Ibu Contoh", "phone": "081234567890"}
        page = client.post(reverse("cases:add_contact", args=[siti.pk]), data).content.decode()
        assert restriction.RESTRICTED in page and "Ibu Contoh" in page and not Contact.objects.exists()

    def test_a_withdrawn_consent_counts_but_the_picture_is_kept(self, client, siti, ana, budi, photo):
        refuse_for_the_trial(siti, ana)
        consent.record(siti, {ConsentPurpose.FOTO: False}, by=budi, now=timezone.now())
        assert StoredFile.objects.exists() and Consent.objects.get().is_given is False
        client.force_login(budi.user)
        page = client.get(reverse("cases:consents", args=[siti.pk])).content.decode()
        assert "disimpan tertutup" in page and "langsung dihapus" not in page

    def test_no_clock_deletes_what_the_family_sent(self, case, ana, photo):
        """A case of another kind would lose its photos a year after closing."""
        told = report_intake.keep(key=uuid.uuid4(), seed="", danger="YA", person_name="Siti Contoh")
        report_desk.link(told, case, by=ana)
        message = ReportMessage.objects.create(report=told, text="ini fotonya")
        upload = Cleaned(Kind.JPEG, [papers.photo()], "1" * 64)
        file = uploads.store(upload, by=ana, client_uuid=uuid.uuid4(), message=message)
        Case.objects.update(category="SAKIT", status="DITUTUP", status_since=timezone.now() - timedelta(days=800))
        refuse_for_the_trial(case.persons.get().person, ana)
        retention.purge(today())
        assert StoredFile.objects.filter(pk=file.pk).exists()
        Restriction.objects.update(lifted_at=timezone.now(), lifted_by=ana)
        retention.purge(today())
        assert not StoredFile.objects.filter(pk=file.pk).exists()

    def test_below_the_city_pictures_and_numbers_are_shut(self, client, siti, ana, rudi, budi, photo):
        siti.nik, siti.no_nik_reason = make_nik(), ""
        siti.save()
        refuse_for_the_trial(siti, ana)
        for actor in (rudi, budi):
            assert not StoredFile.objects.readable_by(actor).exists()
            assert not StoredFile.objects.removable_by(actor).exists()
        assert StoredFile.objects.readable_by(ana).exists() and not StoredFile.objects.removable_by(ana).exists()
        client.force_login(budi.user)
        assert client.get(reverse("cases:reveal_nik", args=[siti.pk])).status_code == 403
        with pytest.raises(PermissionDenied):
            reveal.reveal(siti, "nik", by=budi, reason="ingin tahu")
        assert reveal.reveal(siti, "nik", by=ana, reason="untuk penyidik") == siti.nik
        page = client.get(siti.get_absolute_url()).content.decode()
        assert "sedang dibatasi" in page and "proses hukum" not in page

    def test_another_kelurahan_that_was_offered_somebody_waits_too(self, siti, ana, budi, citra, places):
        opas = places["19.71.02.1001"]
        moved = {"reason": "PINDAH_RUMAH", "happened_on": today(), "address": "", "note": "", "version": siti.version}
        offer = relocation.relocate(siti, opas, client_uuid=uuid.uuid4(), by=budi, on=today(), **moved)
        refuse_for_the_trial(siti, ana)
        with pytest.raises(ValidationError, match="sedang dibatasi"):
            relocation.accept(offer, by=citra, on=today(), place=places["19.71.02.1001.001.001"])
        assert Person.objects.get(pk=siti.pk).territory == siti.territory

    def test_the_head_alone_lifts_it_with_a_reason(self, client, siti, ana, dewi):
        refuse_for_the_trial(siti, ana)
        row = Restriction.objects.get()
        with pytest.raises(PermissionDenied):
            restriction.lift(row, reason="selesai", by=ana, now=timezone.now())
        client.force_login(dewi.user)
        url = reverse("cases:lift_restriction", args=[row.pk])
        assert "Tulis alasan pencabutannya." in client.post(url, {"reason": " "}).content.decode()
        for reason in ("Putusan sudah tetap.", "Lagi."):
            client.post(url, {"reason": reason})
        row.refresh_from_db()
        assert (row.lifted_by, row.lift_reason) == (dewi, "Putusan sudah tetap.")
        assert registration.correct(siti, by=ana, version=siti.version, address="Jl. Lain").address == "Jl. Lain"
