"""Budi opens the picture of a KTP as he opens its NIK: he says why, once for a sitting."""

import uuid
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import AccessLog
from cases.models import Document, StoredFile
from cases.rules import uploads
from cases.rules.privacy import paper_reason
from cases.tests.factories import make_person
from cases.values.papers import IDENTITY
from lib.cleaning.apart import Cleaned
from lib.cleaning.kind import Kind
from lib.tests import papers

pytestmark = pytest.mark.django_db
WHY = "memeriksa isian RT"


@pytest.fixture(autouse=True)
def own_disk(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def photo_of(person, by, kind="KTP"):
    upload = Cleaned(Kind.JPEG, [papers.photo()], "0" * 64)
    paper = Document.objects.create(person=person, kind=kind)
    return uploads.store(upload, by=by, client_uuid=uuid.uuid4(), document=paper)


@pytest.fixture
def photo(siti, rudi):
    return photo_of(siti, rudi)


def look(client, file):
    return client.get(reverse("cases:file_page", args=[file.pk, 1])).status_code


def say(client, file, reason=WHY, **more):
    return client.post(reverse("cases:paper_reason", args=[file.pk]), {"reason": reason, **more})


def settle(person):
    """Nobody waits to be verified any more."""
    person.journeys.update(status="TERDAFTAR_DISNAKER")


@pytest.mark.parametrize("kind", IDENTITY)
def test_without_a_reason_no_address_shows_it(client, budi, siti, rudi, kind):
    photo = photo_of(siti, rudi, kind)
    client.force_login(budi.user)
    page = client.get(photo.document.get_absolute_url()).content.decode()
    assert reverse("cases:paper_reason", args=[photo.pk]) in page and f"/berkas/{photo.pk}/1/" not in page
    assert look(client, photo) == 302 and client.get(f"/berkas/{photo.pk}/").status_code == 302
    assert not AccessLog.objects.filter(subject__startswith="cases.storedfile").exists()


def test_with_one_it_opens_for_that_person_and_is_written_down(client, budi, siti, rudi, photo, few_queries):
    settle(siti)
    other = photo_of(make_person(rudi, rudi.territory, name="Sari Lain"), rudi)
    client.force_login(budi.user)
    assert say(client, photo).url == photo.document.get_absolute_url()
    with few_queries():
        assert f"/berkas/{photo.pk}/1/" in client.get(photo.document.get_absolute_url()).content.decode()
    assert look(client, photo) == 200 and look(client, other) == 302
    row = AccessLog.objects.get(by=budi, action="REVEAL")
    assert (row.subject, row.said) == (f"cases.person:{siti.pk}", f"foto identitas: {WHY}")


@pytest.mark.parametrize("reason", ["", " ", "ya"])
def test_a_dot_is_no_reason(client, budi, photo, reason):
    client.force_login(budi.user)
    assert say(client, photo, reason).status_code == 200 and look(client, photo) == 302


def test_one_reason_opens_the_queue_and_nobody_else(client, budi, siti, rudi, photo, few_queries):
    next_one = photo_of(make_person(rudi, rudi.territory, name="Sari Lain"), rudi)
    done = make_person(rudi, rudi.territory, name="Beres Contoh")
    settle(done)
    checked = photo_of(done, rudi)
    client.force_login(budi.user)
    entry = reverse("cases:verification", args=[siti.journeys.get().pk])
    page = client.get(entry).content.decode()
    assert "untuk semua isian yang menunggu" in page and f"/berkas/{photo.pk}/1/" not in page
    assert say(client, photo, antrean="ya").url == entry
    with few_queries():
        assert f"/berkas/{photo.pk}/1/" in client.get(entry).content.decode()
    assert [look(client, file) for file in (photo, next_one, checked)] == [200, 200, 302]
    settle(siti)
    assert look(client, photo) == 302


def test_a_sitting_ends_after_an_hour_and_is_nobody_else_s(client, budi, citra, photo):
    client.force_login(budi.user)
    say(client, photo, antrean="ya")
    later = timezone.now() + paper_reason.SITTING + timedelta(seconds=1)
    assert paper_reason.shut([photo], budi, timezone.now()) == set()
    assert paper_reason.shut([photo], budi, later) == {photo.pk}
    assert paper_reason.shut([photo], citra, timezone.now()) == {photo.pk}


def test_who_has_just_photographed_it_sees_whether_it_can_be_read(budi, siti):
    own = photo_of(siti, budi)
    assert paper_reason.shut([own], budi, timezone.now()) == set()
    StoredFile.objects.update(recorded_at=timezone.now() - timedelta(hours=2))
    own.refresh_from_db()
    assert paper_reason.shut([own], budi, timezone.now()) == {own.pk}


def test_others_are_asked_nothing(client, ana, rudi, photo, siti, budi):
    for actor in (ana, rudi):
        client.force_login(actor.user)
        assert look(client, photo) == 200
    family = photo_of(siti, rudi, "IZIN_KELUARGA")
    client.force_login(budi.user)
    assert look(client, family) == 200
