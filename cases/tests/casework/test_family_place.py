"""The mother writes where her son is now; an officer takes it over with one press, or leaves it."""

import uuid

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from cases.models import CaseNote, CasePerson, FamilyPlace
from cases.rules import intake
from cases.rules.casework import casefile, family_place
from cases.rules.families import report_desk, report_follow, report_intake
from cases.tests.factories import make_case, make_person

pytestmark = pytest.mark.django_db
HERE = "Gedung KK Park blok C"


@pytest.fixture
def report(case, ana):
    told = report_intake.keep(key=uuid.uuid4(), seed="", danger="YA", person_name="Siti Contoh")
    return report_desk.link(told, case, by=ana)


@pytest.fixture
def message(report):
    return report_follow.write(report, key=uuid.uuid4(), text="Ia menelepon.", place=HERE)


@pytest.fixture
def link(case):
    return case.persons.select_related("person").get()


def press(client, message, **said):
    return client.post(reverse("cases:decide_place", args=[message.report_id, message.pk]), said, follow=True)


def test_it_is_shown_until_somebody_decides_and_never_taken_by_itself(client, ana, case, link, message, few_queries):
    client.force_login(ana.user)
    with few_queries():
        assert "tempat baru, belum diputuskan" in client.get(case.get_absolute_url()).content.decode()
    page = client.get(message.get_absolute_url().split("#")[0]).content.decode()
    assert f"Pakai sebagai tempat {link.person.name}" in page
    link.refresh_from_db()
    assert link.place == "" and not FamilyPlace.objects.exists()


def test_one_press_takes_it_over_with_its_source_and_what_stood_there_before(client, ana, case, link, message):
    casefile.edit_person(link, seen=link.version, why="kata teman", by=ana, place="Hotel lama")
    client.force_login(ana.user)
    for _ in range(2):
        page = press(client, message, link=link.pk, seen=1).content.decode()
    link.refresh_from_db()
    assert link.place == HERE and "Dipakai sebagai tempat Siti Contoh" in page
    note = CaseNote.objects.filter(text__isnull=False).first()
    assert "Sumber: keluarga" in note.text and HERE not in note.text
    page = client.get(link.get_absolute_url()).content.decode()
    assert "Tempat kata keluarga" in page and "sebelumnya: Hotel lama" in page
    assert "belum diputuskan" not in client.get(case.get_absolute_url()).content.decode()


def test_or_it_is_left(client, ana, case, link, message):
    client.force_login(ana.user)
    assert "Tidak dipakai" in press(client, message).content.decode()
    link.refresh_from_db()
    assert link.place == "" and FamilyPlace.objects.get().link is None
    assert "belum diputuskan" not in client.get(case.get_absolute_url()).content.decode()
    assert family_place.DECIDED in press(client, message, link=link.pk, seen=0).content.decode()


def test_somebody_else_s_newer_place_is_not_overwritten(client, ana, link, message):
    casefile.edit_person(link, seen=0, why="kata KBRI", by=ana, place="Shelter KBRI")
    client.force_login(ana.user)
    assert casefile.CHANGED_MEANWHILE in press(client, message, link=link.pk, seen=0).content.decode()
    link.refresh_from_db()
    assert link.place == "Shelter KBRI" and not FamilyPlace.objects.exists()


def test_only_for_somebody_of_that_case(client, ana, rudi, message):
    other = make_case(ana, [make_person(rudi, rudi.territory, name="Orang Lain")]).persons.get()
    client.force_login(ana.user)
    assert family_place.NOT_IN_THIS_CASE in press(client, message, link=other.pk, seen=0).content.decode()
    with pytest.raises(ValidationError):
        family_place.decide(message, link=other, seen=0, by=ana)
    assert not CasePerson.objects.filter(person__name="Orang Lain").exclude(version=0).exists()


def test_dinsos_reads_the_thread_and_decides_nothing(client, ana, dina, case, link, message):
    intake.add_member(case, dina.office, by=ana)
    client.force_login(dina.user)
    page = client.get(message.get_absolute_url().split("#")[0]).content.decode()
    assert "Pakai sebagai tempat" not in page
    with pytest.raises(PermissionDenied):
        family_place.decide(message, link=link, seen=0, by=dina)


def test_the_reporter_reads_nothing_of_the_decision(message, link, ana):
    family_place.decide(message, link=link, seen=0, by=ana)
    assert [m.place for m in report_follow.thread(message.report)] == [HERE]
