"""A paper that was written down wrongly: who corrects or removes it, and what is kept of it, for whom and how long."""

import uuid
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from accounts.acting import acting_as
from cases.models import Document, DuplicatePair, Person, Reminder, StoredFile
from cases.rules import restriction, uploads
from cases.rules.privacy.retention import purge
from cases.rules.register import document as papers_rules
from cases.rules.reminders import reminder
from cases.tests.factories import make_case, make_letter, make_person
from lib import sealed_file
from lib.cleaning.apart import Cleaned
from lib.cleaning.kind import Kind
from lib.tests import papers

PASSPORT = "C1234567"
LATER = date(2027, 1, 2)


@pytest.fixture(autouse=True)
def here(settings, tmp_path):
    settings.MEDIA_ROOT, settings.DEMO = str(tmp_path), True


@pytest.fixture
def paper(siti):
    return Document.objects.create(person=siti, kind="PASPOR", number=PASSPORT, status="SAH", expires_on=LATER)


@pytest.fixture
def photo(paper, rudi):
    return uploads.store(
        Cleaned(Kind.JPEG, [papers.photo()], "0" * 64), by=rudi, client_uuid=uuid.uuid4(), document=paper
    )


def corrected(paper, by, **changed):
    fields = {name: getattr(paper, name) for name in ("kind", "issued_on", "expires_on", "status")} | changed
    with acting_as(by):
        return papers_rules.correct(paper, version=paper.version, by=by, **fields)


def removed(paper, by, reason="MILIK_ORANG_LAIN"):
    with acting_as(by):
        papers_rules.remove(paper, version=paper.version, by=by, reason=reason)


def verified(siti):
    siti.journeys.update(status="VERIFIKASI_KELURAHAN")
    siti.refresh_from_db()


def address(paper, page="ubah"):
    return f"/warga/{paper.person_id}/dokumen/{paper.pk}/{page}/"


@pytest.fixture
def send(client):
    def post(actor, paper, page="ubah", **answers):
        client.force_login(actor.user)
        form = {"kind": paper.kind, "status": paper.status, "version": paper.version, "number": ""}
        if paper.expires_on:
            form |= {f"expires_on_{part}": getattr(paper.expires_on, part) for part in ("day", "month", "year")}
        return client.post(address(paper, page), form | answers)

    return post


# --- the rule


def test_the_corrected_number_is_found_and_the_paper_unchecked(paper, budi):
    corrected(paper, budi, number="C7654321")
    assert Document.objects.with_number("c 765-4321").get().status == "BELUM_DICEK"
    assert not Document.objects.with_number(PASSPORT).exists()
    assert Document.pgh_event_model.objects.get().status == "SAH"


def test_whoever_carries_the_number_of_another_goes_to_the_desk(paper, rudi, budi):
    twin = make_person(rudi, rudi.territory, name="Bagas Lain", passport="C7654321")
    corrected(paper, budi, number="C7654321")
    assert DuplicatePair.objects.open().filter(first=paper.person, second=twin).exists()


def test_only_the_state_may_be_said_anew(paper, budi):
    corrected(paper, budi, status="HILANG")
    paper.refresh_from_db()
    assert (paper.status, paper.number) == ("HILANG", PASSPORT)


@pytest.mark.parametrize("deed", [lambda ktp, by: corrected(ktp, by, kind="KK"), lambda ktp, by: removed(ktp, by)])
def test_a_nik_that_was_compared_with_the_card_is_unchecked_with_it(siti, budi, deed):
    ktp = Document.objects.create(person=siti, kind="KTP")
    Person.objects.filter(pk=siti.pk).update(nik_status="COCOK_KTP")
    deed(ktp, budi)
    assert Person.objects.get(pk=siti.pk).nik_status == "BELUM_DIVERIFIKASI"


@pytest.mark.parametrize("deed", [corrected, removed])
class TestWho:
    @pytest.mark.parametrize("who", ["rudi", "wati", "budi", "ana", "dewi"])
    def test_before_it_is_checked_all_who_register(self, request, deed, paper, who):
        deed(paper, request.getfixturevalue(who))

    @pytest.mark.parametrize("who", ["budi", "ana", "dewi"])
    def test_afterwards_the_kelurahan_and_disnaker(self, request, siti, deed, paper, who):
        verified(siti)
        deed(paper, request.getfixturevalue(who))

    @pytest.mark.parametrize("who", ["rudi", "wati"])
    def test_afterwards_the_neighbourhood_no_more(self, request, siti, deed, paper, who):
        verified(siti)
        with pytest.raises(PermissionDenied):
            deed(paper, request.getfixturevalue(who))

    @pytest.mark.parametrize("who", ["toni", "citra"])
    def test_of_another_place_there_is_nothing_to_change(self, request, deed, paper, who):
        with pytest.raises(ValidationError):
            deed(paper, request.getfixturevalue(who))

    def test_restricted_data_stays_as_it_is(self, siti, deed, paper, ana):
        restriction.place(siti, "PERMINTAAN", by=ana)
        with pytest.raises(ValidationError, match="dibatasi"):
            deed(paper, ana)

    def test_what_a_letter_brought_is_changed_by_the_letter(self, siti, deed, budi):
        letter = make_letter(budi, siti)
        issued = Document.objects.create(person=siti, kind="IZIN_KELUARGA")
        letter.document = issued
        letter.save()
        with pytest.raises(ValidationError, match="cabut suratnya"):
            deed(issued, budi)


def test_a_removed_paper_counts_nowhere(siti, paper, rudi):
    removed(paper, rudi)
    assert not Document.objects.exists() and not siti.documents.exists()
    kept = Document.everything.get()
    assert (kept.removed_by, kept.removed_because, kept.number) == (rudi, "MILIK_ORANG_LAIN", PASSPORT)


def test_a_removal_has_somebody_who_did_it(paper):
    with pytest.raises(IntegrityError), transaction.atomic():
        Document.objects.filter(pk=paper.pk).update(removed_at=timezone.now())


def test_nobody_is_reminded_of_it_any_more(siti, paper, budi):
    siti.journeys.update(status="DI_LUAR_NEGERI")
    on = LATER - timedelta(days=80)
    assert reminder.plan_reminders(on) == 1
    assert Reminder.objects.still_needed().exists()
    removed(paper, budi)
    assert not Reminder.objects.still_needed().exists()


@pytest.mark.parametrize("who", ["rudi", "budi", "eko"])
def test_its_picture_is_shut_but_for_disnaker(request, client, photo, coordination, rudi, ana, who):
    type(coordination).objects.filter(pk=coordination.pk).update(status="DIKIRIM")
    removed(photo.document, rudi)
    page = reverse("cases:file_page", args=[photo.pk, 1])
    client.force_login(request.getfixturevalue(who).user)
    assert client.get(page).status_code == client.get(photo.document.get_absolute_url()).status_code == 404
    client.force_login(ana.user)
    assert client.get(page).status_code == 200
    html = client.get(photo.document.get_absolute_url()).content.decode()
    assert "Milik orang lain" in html and "Tambah foto" not in html


def test_a_corrected_paper_keeps_its_pictures(photo, rudi):
    corrected(photo.document, rudi, number="C7654321")
    assert StoredFile.objects.get().document.number == "C7654321"


class TestWhatIsThrownAway:
    @pytest.fixture
    def gone(self, photo, rudi):
        removed(photo.document, rudi)
        return photo

    def test_after_ninety_days_with_its_pictures(self, gone):
        day = timezone.localdate()
        purge(day + timedelta(days=89))
        assert StoredFile.objects.exists()
        purge(day + timedelta(days=91))
        assert not Document.everything.exists() and not StoredFile.objects.exists()

    def test_evidence_of_an_open_case_stays(self, gone, siti, ana):
        case = make_case(ana, [siti])
        purge(timezone.localdate() + timedelta(days=400))
        assert sealed_file.read(gone.names[0])
        type(case).objects.update(status="DITUTUP")
        purge(timezone.localdate() + timedelta(days=400))
        assert not StoredFile.objects.exists()

    def test_what_is_restricted_stays(self, gone, siti, ana):
        restriction.place(siti, "PROSES_HUKUM", by=ana)
        purge(timezone.localdate() + timedelta(days=400))
        assert StoredFile.objects.exists()

    def test_papers_that_count_stay(self, siti, paper):
        purge(timezone.localdate() + timedelta(days=4000))
        assert siti.documents.exists()


# --- the page


def test_the_page_shows_what_is_there_and_no_number(client, paper, rudi):
    client.force_login(rudi.user)
    html = client.get(address(paper)).content.decode()
    assert 'value="2027"' in html and "4567" in html and PASSPORT not in html
    assert address(paper) in client.get(paper.get_absolute_url()).content.decode()


def test_it_is_corrected(send, paper, rudi):
    for _ in range(2):
        assert send(rudi, paper, number="c 765 4321", kind="SPLP").status_code == 302
    paper.refresh_from_db()
    assert (paper.kind, paper.number, paper.expires_on) == ("SPLP", "C7654321", LATER)


def test_a_wrong_date_comes_back_as_typed(send, paper, rudi):
    issued = {"issued_on_day": 1, "issued_on_month": 1, "issued_on_year": 2026}
    html = send(rudi, paper, **issued, expires_on_year=2025).content.decode()
    assert "lebih awal" in html and 'value="2025"' in html
    paper.refresh_from_db()
    assert paper.expires_on == LATER


def test_the_second_of_two_editors_sees_both_versions(send, paper, rudi, budi):
    assert send(budi, paper, status="HILANG").status_code == 302
    html = send(rudi, paper, status="DITAHAN").content.decode()
    assert "Dua versi" in html and "hilang" in html
    assert Document.objects.get().status == "HILANG"


def test_it_asks_why_before_it_removes(client, send, paper, rudi):
    client.force_login(rudi.user)
    assert "Mengapa dihapus?" in client.get(address(paper, "hapus")).content.decode()
    assert "Pilih alasannya." in send(rudi, paper, "hapus").content.decode()
    for _ in range(2):
        assert send(rudi, paper, "hapus", reason="DICATAT_DUA_KALI").url == f"/warga/{paper.person_id}/"
    assert not Document.objects.exists()
    assert client.get(address(paper, "hapus")).status_code == 404
    assert "paspor" not in client.get(f"/warga/{paper.person_id}/").content.decode().split("Tambah dokumen")[0]


@pytest.mark.parametrize("page", ["ubah", "hapus"])
@pytest.mark.parametrize(("who", "status"), [("toni", 404), ("citra", 404), ("kiki", 403), ("eko", 403), ("adi", 403)])
def test_others_are_refused(request, send, paper, page, who, status):
    assert send(request.getfixturevalue(who), paper, page, reason="TIDAK_ADA").status_code == status
    assert Document.objects.get().number == PASSPORT


def test_when_it_is_checked_the_rt_finds_no_way_to_it(client, siti, paper, rudi):
    verified(siti)
    client.force_login(rudi.user)
    for page in (f"/warga/{siti.pk}/", paper.get_absolute_url()):
        assert address(paper) not in client.get(page).content.decode()
    assert client.get(address(paper)).status_code == 403


@pytest.mark.parametrize("page", ["ubah", "hapus"])
def test_it_takes_few_queries(client, paper, rudi, few_queries, page):
    client.force_login(rudi.user)
    with few_queries():
        client.get(address(paper, page))


@pytest.mark.parametrize("who", ["budi", "ana"])
def test_the_page_of_a_paper_still_takes_few(request, client, photo, few_queries, who):
    client.force_login(request.getfixturevalue(who).user)
    with few_queries():
        client.get(photo.document.get_absolute_url())


def test_disnaker_reads_what_became_of_it(client, paper, budi, ana, few_queries):
    corrected(paper, budi, status="HILANG")
    paper.refresh_from_db()
    removed(paper, budi, "DICATAT_DUA_KALI")
    client.force_login(ana.user)
    with few_queries():
        html = client.get(f"/warga/{paper.person_id}/riwayat/").content.decode()
    assert "Dokumen paspor dihapus" in html and "Tercatat dua kali" in html and paper.get_absolute_url() in html
    assert "<del>sah</del> menjadi <ins>hilang</ins>" in html
