"""A contact that was written down wrongly: who corrects or removes it, and what must not be lost on the way."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from accounts.acting import acting_as
from cases.models import Contact, Coordination, Person
from cases.rules import restriction
from cases.rules.coordination import consent, sharing
from cases.rules.register import contact
from cases.tests.races import at_once

OLD, NEW = "+6281234567890", "+6281298765432"


@pytest.fixture
def number(siti):
    return Contact.objects.create(person=siti, name="Nur", relation="ORANG_TUA", phone=OLD)


def corrected(number, by, **changed):
    fields = {"name": number.name, "relation": number.relation, "safe_note": number.safe_note} | changed
    with acting_as(by):
        return contact.correct(number, version=number.version, by=by, **fields)


def removed(number, by, reason="MILIK_ORANG_LAIN"):
    with acting_as(by):
        contact.remove(number, version=number.version, by=by, reason=reason)


@pytest.fixture
def send(client):
    def post(actor, number, page="ubah", **answers):
        client.force_login(actor.user)
        form = {"name": number.name, "relation": number.relation, "version": number.version, "phone": ""} | answers
        return client.post(address(number, page), form)

    return post


def address(number, page="ubah"):
    return f"/warga/{number.person_id}/kontak/{number.pk}/{page}/"


def verified(siti):
    siti.journeys.update(status="VERIFIKASI_KELURAHAN")
    siti.refresh_from_db()


# --- the rule


def test_the_corrected_number_is_found_and_the_old_one_is_not(number, rudi):
    corrected(number, rudi, phone=NEW)
    assert not Contact.objects.with_phone(OLD).exists()
    assert Contact.objects.with_phone("0812-9876-5432").get() == number


def test_an_empty_number_keeps_the_one_we_have(number, rudi):
    corrected(number, rudi, name="Nur Aini")
    number.refresh_from_db()
    assert (number.name, number.phone) == ("Nur Aini", OLD)


def test_the_earlier_version_and_who_changed_it_are_kept(number, rudi):
    corrected(number, rudi, phone=NEW, name="Nur Aini")
    event = Contact.pgh_event_model.objects.get()
    assert (event.name, event.pgh_context["assignment"]) == ("Nur", rudi.pk)


def test_a_new_number_alone_leaves_a_trace(number, rudi):
    corrected(number, rudi, phone=NEW)
    assert Contact.pgh_event_model.objects.get().pgh_context["assignment"] == rudi.pk


def test_two_of_one_number_cannot_come_of_it(siti, number, rudi):
    other = Contact.objects.create(person=siti, name="Nur", relation="ORANG_TUA", phone=NEW)
    with pytest.raises(ValidationError, match="sudah tercatat"):
        corrected(other, rudi, phone=OLD)


def test_a_contact_without_a_number_needs_a_name(siti, rudi):
    nobody = Contact.objects.create(person=siti, name="Nur", relation="ORANG_TUA")
    with pytest.raises(ValidationError, match="nomor HP atau namanya"):
        corrected(nobody, rudi, name="")


@pytest.mark.parametrize("deed", [corrected, removed])
class TestWho:
    @pytest.mark.parametrize("who", ["rudi", "wati", "budi", "ana", "dewi"])
    def test_before_it_is_checked_all_who_register(self, request, deed, number, who):
        deed(number, request.getfixturevalue(who))

    @pytest.mark.parametrize("who", ["budi", "ana", "dewi"])
    def test_afterwards_the_kelurahan_and_disnaker(self, request, siti, deed, number, who):
        verified(siti)
        deed(number, request.getfixturevalue(who))

    @pytest.mark.parametrize("who", ["rudi", "wati"])
    def test_afterwards_the_neighbourhood_no_more(self, request, siti, deed, number, who):
        verified(siti)
        with pytest.raises(PermissionDenied):
            deed(number, request.getfixturevalue(who))
        assert Contact.objects.get().phone == OLD

    @pytest.mark.parametrize("who", ["toni", "citra"])
    def test_of_another_place_there_is_nothing_to_change(self, request, deed, number, who):
        with pytest.raises(ValidationError):
            deed(number, request.getfixturevalue(who))

    def test_restricted_data_stays_as_it_is(self, siti, deed, number, ana):
        restriction.place(siti, "PERMINTAAN", by=ana)
        with pytest.raises(ValidationError, match="dibatasi"):
            deed(number, ana)

    def test_what_was_agreed_to_stays(self, siti, deed, number, rudi):
        consent.record(siti, {"KELUARGA": True}, by=rudi, now=number.updated_at)
        deed(number, rudi)
        assert siti.consents.get().is_given

    def test_an_import_is_not_undone_over_it(self, siti, deed, number, rudi):
        before = siti.version
        deed(number, rudi)
        assert Person.objects.get(pk=siti.pk).version != before


def test_a_removal_says_who_and_why_and_keeps_no_number(number, rudi):
    removed(number, rudi)
    event = Contact.pgh_event_model.objects.get()
    assert (event.pgh_label, event.name, event.pgh_context["reason"]) == ("before_delete", "Nur", "MILIK_ORANG_LAIN")
    assert not Contact.objects.exists() and not hasattr(event, "phone")


@pytest.mark.parametrize("withdrawn", [False, True])
def test_an_agency_opens_the_corrected_number_where_it_was_handed_over(
    client, settings, number, ana, eko, coordination, withdrawn
):
    settings.DEMO = True
    Coordination.objects.filter(pk=coordination.pk).update(status="DIKIRIM")
    coordination.refresh_from_db()
    bases = {"KONTAK_KELUARGA": "KEPENTINGAN_VITAL"}
    shared = sharing.share(
        coordination, client_uuid=coordination.case.client_uuid, chosen=["kontak"], bases=bases, by=ana
    )
    if withdrawn:
        shared.bases.update(withdrawn_at=number.updated_at, withdrawn_by=ana)
    corrected(number, ana, phone=NEW)
    client.force_login(eko.user)
    answer = client.post(
        reverse("cases:reveal_phone", args=[number.person_id, number.pk]), {"reason": "menelepon keluarga"}
    )
    assert (NEW in answer.content.decode()) is not withdrawn


# --- the page


def test_the_page_shows_what_is_there_and_no_number(client, number, rudi):
    client.force_login(rudi.user)
    html = client.get(address(number)).content.decode()
    assert 'value="Nur"' in html and "7890" in html and OLD[1:] not in html
    assert address(number) in client.get(f"/warga/{number.person_id}/").content.decode()


def test_it_is_corrected(send, number, rudi):
    assert send(rudi, number, phone="0812 9876 5432", safe_note="malam").url == f"/warga/{number.person_id}/"
    number.refresh_from_db()
    assert (number.phone, number.safe_note) == (NEW, "malam")


def test_a_wrong_number_comes_back_as_typed(send, number, rudi):
    html = send(rudi, number, phone="12", name="Nur Aini").content.decode()
    assert "Nomor HP ini" in html and 'value="Nur Aini"' in html
    number.refresh_from_db()
    assert number.name == "Nur"


def test_the_second_of_two_editors_sees_both_and_may_then_save(send, number, rudi, budi):
    assert send(budi, number, name="Nur Satu").status_code == 302
    html = send(rudi, number, name="Nur Dua").content.decode()
    assert "Dua versi" in html and "Nur Satu" in html and 'value="Nur Dua"' in html
    stored = Contact.objects.get()
    assert stored.name == "Nur Satu"
    assert send(rudi, stored, name="Nur Dua").status_code == 302


def test_the_same_form_again_is_the_same_correction(send, number, rudi):
    for _ in range(2):
        assert send(rudi, number, phone=NEW).status_code == 302


def test_it_asks_why_before_it_removes(send, client, number, rudi):
    client.force_login(rudi.user)
    assert "Mengapa dihapus?" in client.get(address(number, "hapus")).content.decode()
    assert "Pilih alasannya." in send(rudi, number, "hapus").content.decode()
    for _ in range(2):
        assert send(rudi, number, "hapus", reason="TIDAK_DIPAKAI").url == f"/warga/{number.person_id}/"
    assert not Contact.objects.exists()
    assert client.get(address(number, "hapus")).status_code == 404


def test_what_changed_meanwhile_is_not_removed_unseen(send, number, rudi, budi):
    seen = number.version
    corrected(number, budi, phone=NEW)
    html = send(rudi, number, "hapus", reason="TIDAK_DIPAKAI", version=seen).content.decode()
    assert "baru saja diubah orang lain" in html and Contact.objects.exists()


@pytest.mark.parametrize("page", ["ubah", "hapus"])
@pytest.mark.parametrize(("who", "status"), [("toni", 404), ("citra", 404), ("kiki", 403), ("eko", 403), ("adi", 403)])
def test_others_are_refused(request, client, settings, send, number, page, who, status):
    settings.DEMO = True
    assert send(request.getfixturevalue(who), number, page, reason="TIDAK_ADA").status_code == status
    assert Contact.objects.get().phone == OLD


def test_when_it_is_checked_the_rt_finds_no_way_to_it(client, siti, number, rudi):
    verified(siti)
    client.force_login(rudi.user)
    assert address(number) not in client.get(f"/warga/{siti.pk}/").content.decode()
    assert client.get(address(number)).status_code == 403


@pytest.mark.parametrize("page", ["ubah", "hapus"])
def test_it_takes_few_queries(client, number, rudi, few_queries, page):
    client.force_login(rudi.user)
    with few_queries():
        client.get(address(number, page))


def test_disnaker_reads_what_became_of_it(client, number, rudi, ana):
    corrected(number, rudi, phone=NEW)
    number.refresh_from_db()
    removed(number, rudi)
    client.force_login(ana.user)
    html = client.get(f"/warga/{number.person_id}/riwayat/").content.decode()
    assert "Nomornya diganti." in html and "Kontak orang tua dihapus" in html and "Milik orang lain" in html


@pytest.mark.django_db(transaction=True)
def test_of_two_at_once_one_corrects_and_the_other_is_told(number, rudi, budi):
    def press(by, name):
        try:
            return corrected(number, by, name=name).name
        except ValidationError as error:
            return error.code

    told = at_once(lambda: press(rudi, "Nur Satu"), lambda: press(budi, "Nur Dua"))
    assert "changed" in told and Contact.objects.get().name in told
