"""Two records of one human and what they agreed to: a no of either wins, in what is stored, shown and shared."""

import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from cases.models import CaseNote, Coordination, Document, StoredFile
from cases.rules import intake, restriction, uploads
from cases.rules.coordination import consent, sharing
from cases.rules.doubles import merging_undo
from cases.rules.privacy import reveal
from cases.rules.privacy.retention import purge
from cases.tests.factories import make_case
from cases.values.sharing import FieldGroup, LegalBasis
from lib.cleaning.apart import Cleaned
from lib.cleaning.kind import Kind
from lib.clock import today
from lib.tests import papers


def answer(person, by, **given):
    consent.record(person, given, by=by, now=timezone.now())


def answers(person):
    return dict(person.consents.values_list("purpose", "is_given"))


@pytest.mark.parametrize("mine", [True, False, None])
@pytest.mark.parametrize("theirs", [True, False, None])
def test_over_every_two_answers_a_no_wins(join, pair, rosmala, rusmalah, rudi, toni, budi, mine, theirs):
    for person, by, said in ((rosmala, rudi, mine), (rusmalah, toni, theirs)):
        if said is not None:
            answer(person, by, WHATSAPP=said)
    before = [answers(rosmala), answers(rusmalah)]
    done = join(pair)
    said = {mine, theirs} - {None}
    assert answers(rosmala) == ({"WHATSAPP": False not in said} if said else {})
    merging_undo.undo(done, by=budi, now=timezone.now())
    assert [answers(rosmala), answers(rusmalah)] == before


def test_a_no_counts_from_the_day_it_was_said_and_names_who_heard_it(join, pair, rosmala, rusmalah, rudi, toni):
    answer(rosmala, rudi, KELUARGA=True)
    answer(rusmalah, toni, KELUARGA=False)
    join(pair)
    row, said = rosmala.consents.get(), rusmalah.consents.get()
    assert (row.is_given, row.recorded_by, row.recorded_at) == (False, toni, said.recorded_at)


@pytest.fixture
def own_disk(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def photograph(person, by):
    paper = Document.objects.create(person=person, kind="KTP")
    photo = Cleaned(Kind.JPEG, [papers.photo()], "0" * 64)
    return uploads.store(photo, by=by, client_uuid=uuid.uuid4(), document=paper)


class TestRefusedPhotos:
    """One of both allowed photos and has some, the other refused: nobody looks at them, and after 30 days they go."""

    @pytest.fixture(params=["rosmala", "rusmalah"])
    def photo(self, request, own_disk, join, pair, rosmala, rusmalah, rudi, toni, budi):
        allows, refuses = (rosmala, rusmalah) if request.param == "rosmala" else (rusmalah, rosmala)
        answer(allows, budi, FOTO=True)
        answer(refuses, budi, FOTO=False)
        photo = photograph(allows, budi)
        self.done = join(pair)
        return photo

    @pytest.mark.parametrize("who", ["budi", "ana", "dewi"])
    def test_nobody_looks_at_them(self, request, client, photo, who, rosmala):
        client.force_login(request.getfixturevalue(who).user)
        assert client.get(f"/berkas/{photo.pk}/").status_code == 403
        assert client.get(f"/berkas/{photo.pk}/1/").status_code == 403
        page = client.get(Document.objects.get(files=photo).get_absolute_url()).text
        assert "tidak mengizinkan" in page and f"/berkas/{photo.pk}/1/" not in page

    def test_who_asks_again_reads_what_becomes_of_them(self, client, photo, rosmala, budi):
        client.force_login(budi.user)
        assert "Ada 1 berkas foto dari data yang digabung" in client.get(f"/warga/{rosmala.pk}/izin/").text

    def test_what_is_kept_for_a_trial_the_city_may_see_as_evidence(self, photo, rosmala, ana, budi):
        restriction.place(rosmala, "PROSES_HUKUM", by=ana)
        assert StoredFile.objects.readable_by(ana).exists() and not StoredFile.objects.readable_by(budi).exists()

    def test_taken_back_they_are_there_again(self, photo, budi):
        merging_undo.undo(self.done, by=budi, now=timezone.now())
        assert StoredFile.objects.readable_by(budi).get() == photo

    def test_after_thirty_days_they_are_deleted(self, photo, rosmala):
        on = timezone.localdate(self.done.at)
        purge(on + timedelta(days=29))
        assert StoredFile.objects.exists()
        purge(on + timedelta(days=31))
        assert not StoredFile.objects.exists() and Document.objects.filter(person=rosmala, kind="KTP").exists()


class TestRefusedFamilyContact:
    """BP3MI holds the numbers of the family on a consent; the other record says that the family be left alone."""

    @pytest.fixture(params=["the older one is in the case", "the newer one is in the case"])
    def known_to_bp3mi(self, request, rosmala, rusmalah, ana, bp3mi, budi):
        person, other = (rosmala, rusmalah) if "older" in request.param else (rusmalah, rosmala)
        case = make_case(ana, [person])
        coordination = intake.draft_coordination(case, bp3mi, by=ana)
        Coordination.objects.update(status="DIKIRIM")
        sharing.share(
            coordination,
            client_uuid=uuid.uuid4(),
            by=ana,
            chosen=["kontak"],
            bases={FieldGroup.KONTAK_KELUARGA: LegalBasis.PERSETUJUAN},
            consent_on=today(),
            consent_witness="Bibinya",
        )
        answer(other, budi, KELUARGA=False)
        return person.contacts.get()

    def test_what_a_refusal_ends_ends_with_the_merge(self, join, pair, known_to_bp3mi, eko):
        assert reveal.may_open(known_to_bp3mi, "telepon", eko)
        join(pair)
        known_to_bp3mi.refresh_from_db()
        assert not reveal.may_open(known_to_bp3mi, "telepon", eko)
        assert CaseNote.objects.visible_to(eko).get().text == sharing.DELETE_IT.format(names="kontak keluarga")
