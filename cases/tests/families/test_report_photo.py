"""The mother has a photo of his passport, and knows by now where he is: both reach the desk through her own thread."""

import uuid

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from cases.models import Report, ReportMessage, StoredFile
from cases.rules import intake
from cases.rules.families import report_desk, report_follow, report_intake
from lib import receipt, sealed_file
from lib.cleaning import apart
from lib.cleaning.apart import Cleaned
from lib.cleaning.kind import Kind
from lib.tests import papers

FOLLOW, NEWS = reverse("cases:follow"), reverse("cases:follow_news")
LAST, DONE = reverse("cases:report_page", args=["foto"]), reverse("cases:report_done")


@pytest.fixture(autouse=True)
def fresh(db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    cache.clear()


@pytest.fixture
def report(db):
    return report_intake.keep(key=uuid.uuid4(), seed="benih", danger="YA", person_name="Bayu Contoh", country="MM")


@pytest.fixture
def mother(client, report):
    client.post(FOLLOW, {"code": receipt.code_of(report.pk, "benih")})
    return client


@pytest.fixture
def desk(client, ana):
    officer = type(client)()
    officer.force_login(ana.user)
    return officer


def form(**more):
    return {"client_uuid": uuid.uuid4(), "text": "", "place": ""} | more


def picture(content=None):
    return SimpleUploadedFile("paspor.jpg", content or papers.photo(), "image/jpeg")


def cleaned():
    return Cleaned(Kind.JPEG, [papers.photo()], "0" * 64)


def test_a_photo_arrives_once_without_words_and_lies_sealed(mother, report):
    sent = form()
    for _ in range(2):
        assert mother.post(NEWS, sent | {"photo": picture()}).headers["Location"] == NEWS
    file = StoredFile.objects.get()
    assert file.message.report == report and ReportMessage.objects.count() == 1
    page = sealed_file.read(file.names[0])
    assert b"Exif" not in page and page[:2] == b"\xff\xd8"
    assert all(page not in path.read_bytes() for path in report_files(report))
    assert "Foto terkirim" in mother.get(NEWS).content.decode()


def report_files(report):
    return [path for _, path in sealed_file.older_than(report.received_at.replace(year=9999))]


def test_the_form_works_without_a_script(mother):
    page = mother.get(NEWS).content.decode()
    assert 'enctype="multipart/form-data"' in page and 'name="photo"' in page and 'type="file"' in page


def test_her_phone_shows_no_photo_again(mother, report):
    """The phone may be shared: what was sent can be looked at only at the desk."""
    mother.post(NEWS, form(photo=picture()))
    file = StoredFile.objects.get()
    assert str(file.pk) not in mother.get(NEWS).content.decode()
    assert "/masuk/" in mother.get(reverse("cases:file_page", args=[file.pk, 1])).headers["Location"]


def test_a_place_reaches_the_desk_and_stands_sealed(mother, desk, report):
    mother.post(NEWS, form(place="KK Park, gedung 4"))
    assert "KK Park" in desk.get(report.get_absolute_url()).content.decode()
    raw = ReportMessage.objects.extra(select={"raw": "place"}).values_list("raw", flat=True).get()
    assert "KK Park" not in raw


@pytest.mark.parametrize(
    "sent, field",
    [
        ({}, "text"),
        ({"place": "x" * 301}, "place"),
        ({"photo": b"MZ...."}, "photo"),
        ({"photo": b"\xff\xd8\xff half"}, "photo"),
    ],
)
def test_what_cannot_be_taken_is_named_and_nothing_is_kept(mother, sent, field):
    words = {} if field == "text" else {"text": "Ini paspornya."}
    sent = {name: picture(value) if name == "photo" else value for name, value in sent.items()}
    page = mother.post(NEWS, form(**words, **sent))
    assert list(page.context["form"].errors) == [field]
    assert not words or "Ini paspornya." in page.content.decode()
    assert not ReportMessage.objects.exists() and not StoredFile.objects.exists()


def test_a_full_disk_keeps_what_was_typed(mother, monkeypatch):
    def full(name, page):
        raise OSError

    monkeypatch.setattr(sealed_file, "write", full)
    page = mother.post(NEWS, form(text="Ini paspornya.", photo=picture()))
    assert page.status_code == 507 and "Ini paspornya." in page.content.decode()
    assert not ReportMessage.objects.exists()


def test_one_code_brings_so_many_photos_and_no_more(mother, report, monkeypatch):
    monkeypatch.setattr(report_follow, "MOST_PHOTOS", 1)
    mother.post(NEWS, form(photo=picture()))
    page = mother.post(NEWS, form(text="Satu lagi.", photo=picture()))
    assert report_follow.TOO_MANY_PHOTOS in page.content.decode()
    assert StoredFile.objects.count() == ReportMessage.objects.count() == 1


def test_one_code_sends_so_often_and_no_more_before_a_picture_is_opened(mother, monkeypatch, settings):
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"report_message": "1/h/key"}
    mother.post(NEWS, form(photo=picture()))
    monkeypatch.setattr(apart, "clean", lambda content: pytest.fail("opened"))
    assert mother.post(NEWS, form(photo=picture())).status_code == 429


def test_the_desk_looks_at_it_with_his_name_on_it(mother, desk, report):
    mother.post(NEWS, form(photo=picture()))
    file = StoredFile.objects.get()
    assert reverse("cases:file", args=[file.pk]) in desk.get(report.get_absolute_url()).content.decode()
    page = desk.get(reverse("cases:file", args=[file.pk])).content.decode()
    assert f"{report.get_absolute_url()}#pesan" in page
    assert desk.get(reverse("cases:file_page", args=[file.pk, 1])).headers["Content-Type"] == "image/jpeg"


def test_it_comes_along_to_the_case_and_leaves_with_a_wrong_link(desk, report, case, ana, few_queries):
    report_follow.write(report, key=uuid.uuid4(), photo=cleaned())
    link = reverse("cases:file", args=[StoredFile.objects.get().pk])
    report_desk.link(report, case, by=ana)
    with few_queries():
        assert link in desk.get(case.get_absolute_url()).content.decode()
    report_desk.release(report, note="Bukan orang yang sama.", by=ana)
    assert link not in desk.get(case.get_absolute_url()).content.decode()


@pytest.mark.parametrize("name", ["rudi", "wati", "budi", "kiki", "eko", "wawan", "adi"])
def test_nobody_outside_learns_of_it(request, report, case, ana, name):
    report_follow.write(report, key=uuid.uuid4(), photo=cleaned())
    report_desk.link(report, case, by=ana)
    assert not StoredFile.objects.visible_to(request.getfixturevalue(name)).exists()


def test_dinsos_sees_it_in_the_team_only(report, case, ana, dina):
    report_follow.write(report, key=uuid.uuid4(), photo=cleaned())
    report_desk.link(report, case, by=ana)
    assert not StoredFile.objects.readable_by(dina).exists()
    intake.add_member(case, dina.office, by=ana)
    assert StoredFile.objects.readable_by(dina).exists()


class TestWithTheReport:
    """The last of the pages after the report is kept: one photo, or none."""

    @pytest.fixture
    def teller(self, client):
        client.post(reverse("cases:report_first"), {"person_name": "Bayu Contoh"})
        return client

    def test_it_is_offered_last_and_may_be_left_out(self, teller):
        page = teller.get(LAST)
        assert page.context["number"] == page.context["count"] and f'href="{DONE}"' in page.content.decode()
        assert 'enctype="multipart/form-data"' in page.content.decode() and "Lewati dulu" in page.content.decode()
        assert teller.post(LAST, form()).headers["Location"] == DONE
        assert not ReportMessage.objects.exists()

    def test_it_comes_into_her_thread_once(self, teller, desk):
        sent = form(text="Paspornya")
        for _ in range(2):
            assert teller.post(LAST, sent | {"photo": picture()}).headers["Location"] == DONE
        message = ReportMessage.objects.get()
        assert (message.text, message.report.person_name) == ("Paspornya", "Bayu Contoh")
        assert StoredFile.objects.get().message == message and message.report.reporter_wrote_at
        assert "Lihat foto" in desk.get(message.report.get_absolute_url()).content.decode()

    def test_another_photo_after_a_step_back_is_not_lost(self, teller):
        sent = form()
        for photo in (papers.photo(), papers.photo(size=(500, 300))):
            teller.post(LAST, sent | {"photo": picture(photo)})
        assert StoredFile.objects.count() == 2

    @pytest.mark.parametrize("photo", [b"MZ....", b"\xff\xd8\xff half"])
    def test_a_photo_that_cannot_be_taken_is_named_and_the_words_stay(self, teller, photo):
        page = teller.post(LAST, form(text="Paspornya", photo=picture(photo)))
        assert list(page.context["form"].errors) == ["photo"] and "Paspornya" in page.content.decode()
        assert Report.objects.get().person_name == "Bayu Contoh" and not ReportMessage.objects.exists()

    def test_a_full_disk_costs_neither_report_nor_words(self, teller, monkeypatch):
        def full(name, page):
            raise OSError

        monkeypatch.setattr(sealed_file, "write", full)
        page = teller.post(LAST, form(text="Paspornya", photo=picture()))
        assert page.status_code == 507 and "Paspornya" in page.content.decode()
        assert Report.objects.exists() and not ReportMessage.objects.exists()

    def test_so_often_and_no_more_before_a_picture_is_opened(self, teller, monkeypatch, settings):
        settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"report_message": "1/h/key"}
        teller.post(LAST, form(photo=picture()))
        monkeypatch.setattr(apart, "clean", lambda content: pytest.fail("opened"))
        assert teller.post(LAST, form(photo=picture())).status_code == 429
