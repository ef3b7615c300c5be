"""Siti agreed, and changes her mind: it is written down, obeyed at once, and told to whoever has something of her."""

import uuid

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from cases.models import Case, CaseNote, Consent, Contact, Coordination, Document, Sharing, StoredFile
from cases.rules import uploads
from cases.rules.coordination import consent, sharing
from cases.rules.privacy import reveal
from cases.values.choices import ConsentPurpose as P
from cases.values.sharing import FieldGroup, LegalBasis
from lib.cleaning.apart import Cleaned
from lib.cleaning.kind import Kind
from lib.clock import today
from lib.tests import papers

FAMILY = FieldGroup.KONTAK_KELUARGA


@pytest.fixture(autouse=True)
def own_disk(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def path(siti):
    return reverse("cases:consents", args=[siti.pk])


@pytest.fixture
def agreed(siti, rudi):
    return consent.record(siti, dict.fromkeys(P, True), by=rudi, now=timezone.now())


@pytest.fixture
def photo(siti, rudi):
    ktp = Document.objects.create(person=siti, kind="KTP")
    return keep_photo(ktp, rudi)


def keep_photo(paper, by):
    upload = Cleaned(Kind.JPEG, [papers.photo()], "0" * 64)
    return uploads.store(upload, by=by, client_uuid=uuid.uuid4(), document=paper)


@pytest.fixture
def handed_over(coordination, siti, ana):
    """The numbers of her family went to BP3MI, on a consent of their own."""
    Coordination.objects.filter(pk=coordination.pk).update(status="DIKIRIM")
    coordination.refresh_from_db()
    Contact.objects.create(person=siti, phone="+6281234567890")
    share(coordination, ana)
    return coordination


def share(coordination, ana, **more):
    what = {"chosen": ["kontak"], "bases": {FAMILY: LegalBasis.PERSETUJUAN}, "consent_on": today()} | more
    what |= {"consent_witness": "Bibi Siti"}
    return sharing.share(coordination, client_uuid=uuid.uuid4(), by=ana, **what)


def test_the_page_shows_what_was_answered_and_by_whose_hand(client, budi, agreed, path, few_queries):
    client.force_login(budi.user)
    with few_queries():
        page = client.get(path).content.decode()
    assert page.count("Ketua RT") >= 3 and "belum ditanyakan" not in page.lower()


def test_an_answer_is_taken_back_and_the_earlier_one_stays_in_the_history(client, budi, siti, agreed, path):
    client.force_login(budi.user)
    for _ in range(2):
        client.post(path, {"whatsapp": "tidak", "keluarga": "ya", "foto": "ya"})
    row = Consent.objects.get(person=siti, purpose=P.WHATSAPP)
    assert (row.is_given, row.recorded_by) == (False, budi)
    assert [event.is_given for event in row.events.all()] == [True]


def test_a_question_that_was_asked_cannot_be_made_unasked(client, budi, agreed, path):
    client.force_login(budi.user)
    page = client.post(path, {"whatsapp": "", "keluarga": "ya", "foto": "mungkin"})
    assert set(page.context["form"].errors) == {"whatsapp", "foto"}
    assert not Consent.objects.filter(is_given=False).exists()


def test_a_question_that_was_not_asked_may_stay_open(client, budi, path):
    client.force_login(budi.user)
    client.post(path, {"foto": "ya"})
    assert list(Consent.objects.values_list("purpose", "is_given")) == [("FOTO", True)]


def test_without_consent_the_photos_go_and_the_papers_stay_on_the_list(client, budi, agreed, photo, path):
    client.force_login(budi.user)
    assert "Ada 1 berkas foto" in client.get(path).content.decode()
    client.post(path, {"whatsapp": "ya", "keluarga": "ya", "foto": "tidak"})
    assert not StoredFile.objects.exists() and Document.objects.exists()


def test_and_no_new_one_is_kept_until_the_answer_changes(siti, budi, photo):
    consent.record(siti, {P.FOTO: False}, by=budi, now=timezone.now())
    paper = Document.objects.get()
    with pytest.raises(ValidationError, match="tidak mengizinkan"):
        keep_photo(paper, budi)
    consent.record(siti, {P.FOTO: True}, by=budi, now=timezone.now())
    assert keep_photo(paper, budi)


def test_who_holds_the_numbers_of_the_family_is_told_by_a_row(siti, budi, eko, agreed, handed_over):
    consent.record(siti, {P.KELUARGA: False}, by=budi, now=timezone.now())
    note = CaseNote.objects.visible_to(eko).get()
    assert note.text == sharing.DELETE_IT.format(names="kontak keluarga") and "Siti" not in note.text
    assert note.by.user.first_name == "Sistem"


def test_and_opens_them_no_more_where_they_rest_on_a_consent(siti, budi, eko, ana, agreed, handed_over):
    phone = siti.contacts.get()
    assert reveal.may_open(phone, "telepon", eko)
    consent.record(siti, {P.KELUARGA: False}, by=budi, now=timezone.now())
    assert not reveal.may_open(phone, "telepon", eko) and not Sharing.objects.visible_to(eko).exists()
    share(handed_over, ana, bases={FAMILY: LegalBasis.KEPENTINGAN_VITAL}, consent_on=None)
    assert reveal.may_open(phone, "telepon", eko)


def test_nobody_is_told_who_holds_nothing_or_where_the_case_is_closed(siti, budi, agreed, handed_over):
    Case.objects.update(status="DITUTUP")
    consent.record(siti, {P.KELUARGA: False}, by=budi, now=timezone.now())
    assert not CaseNote.objects.exists()


def test_and_no_number_leaves_on_consent_any_more(siti, budi, ana, agreed, handed_over):
    consent.record(siti, {P.KELUARGA: False}, by=budi, now=timezone.now())
    with pytest.raises(ValidationError, match="tidak mengizinkan keluarganya"):
        share(handed_over, ana)
    assert share(handed_over, ana, bases={FAMILY: LegalBasis.KEPENTINGAN_VITAL}, consent_on=None)


def test_the_kelurahan_takes_it_down_without_learning_of_the_case(client, budi, siti, agreed, handed_over, path):
    client.force_login(budi.user)
    page = client.get(path).content.decode()
    assert handed_over.case.number not in page and "BP3MI" not in page


def test_disnaker_reads_what_was_handed_over_already(client, ana, agreed, handed_over, path):
    client.force_login(ana.user)
    page = client.get(path).content.decode()
    assert handed_over.case.number in page and "BP3MI Sumatera Selatan" in page


def test_before_a_consent_is_ended_the_page_lists_what_left_on_it(client, ana, handed_over):
    client.force_login(ana.user)
    path = reverse("cases:withdraw_consent", args=[handed_over.case.number, handed_over.pk])
    assert "Kontak keluarga, kepada BP3MI Sumatera Selatan" in client.get(path).content.decode()
    client.post(path, {"client_uuid": uuid.uuid4(), "note": "Ibu datang sendiri."})
    page = client.get(path).content.decode()
    assert "Dicabut" in page


def test_the_agency_is_told_what_to_delete_and_not_who_asked_for_it(ana, eko, handed_over):
    key = uuid.uuid4()
    for _ in range(2):
        sharing.withdraw_consent(handed_over, client_uuid=key, note="Ibu menangis.", by=ana, now=timezone.now())
    told = CaseNote.objects.visible_to(eko).get()
    assert told.text == sharing.DELETE_IT.format(names="kontak keluarga")
    assert CaseNote.objects.count() == 2
