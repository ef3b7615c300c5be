"""An RT head enters a resident: once, without losing a word, and without learning about others."""

import uuid

import pytest
from django.utils.html import escape

from cases.models import Consent, Contact, Document, DuplicatePair, Journey, NikConflict, Person, RegistrationDraft
from cases.rules.register import registration
from cases.tests.factories import TODAY, make_nik, make_person
from cases.tests.races import at_once
from cases.tests.wizard import Wizard
from cases.values.choices import Sex
from lib.clock import today

URL = "/warga/daftar/"
LEAST = {"name": "Siti Aminah", "source": "KELUARGA"}


@pytest.fixture
def wizard(client):
    """Somebody filling in pages: `wizard(rudi)` begins a draft."""
    return lambda actor, **chosen: Wizard(client, actor, **chosen)


# --- what is entered


def test_the_least_is_enough(rudi, wizard):
    """Name, who told us, "Lewati sisanya", "Kirim"."""
    draft = wizard(rudi)
    assert draft.post("orang", go="rest", name="Siti Aminah").status_code == 200
    assert draft.post("orang", go="rest", **LEAST).url == draft.url("periksa")
    response = draft.send()
    person = Person.objects.get()
    assert response.url == f"/warga/terdata/{person.client_uuid}/"
    assert (person.name, person.territory, person.registered_by) == ("Siti Aminah", rudi.territory, rudi)
    assert (person.no_nik_reason, person.journeys.get().status) == ("BELUM_DITANYA", "TERDATA_RT")
    assert not RegistrationDraft.objects.exists()


@pytest.mark.parametrize(
    ("who", "chosen", "count"), [("rudi", {}, 2), ("budi", {"territory": "19.71.05.1005.002.003"}, 3)]
)
def test_what_must_be_answered_is_marked_and_nothing_else(request, places, wizard, who, chosen, count):
    draft = wizard(request.getfixturevalue(who), **{name: places[code].pk for name, code in chosen.items()})
    pages = {page: draft.show(page).text for page in ("orang", "keluarga-kontak", "rencana", "dokumen", "persetujuan")}
    assert {page: html.count(">wajib<") for page, html in pages.items() if ">wajib<" in html} == {"orang": count}
    assert not any("boleh kosong" in html for html in pages.values())


def test_half_a_date_is_shown_as_it_was_typed(rudi, wizard):
    draft = wizard(rudi).write("orang", **LEAST)
    draft.post("rencana", go="rest", leaves_on_day="45")
    assert "45 / – / –" in draft.show("periksa").text


def test_everything_is_kept(rudi, wizard):
    nik = make_nik()
    pasted = f"{nik[:2]}.{nik[2:4]}.{nik[4:6]}.{nik[6:12]} - {nik[12:]} "
    draft = wizard(rudi).write("orang", **LEAST, nik=pasted, birth_place="Pangkalpinang")
    draft.write(
        "keluarga-kontak",
        phone="0812-3456 7890",
        address="Jl. Melati 7",
        contact_name="Nur’aini",
        contact_relation="ORANG_TUA",
        contact_phone="0812 3456 7890",
        safe_note="malam",
    )
    draft.write(
        "rencana",
        stage="DI_LUAR_NEGERI",
        country="MY",
        job="Juru masak",
        employer="Kedai Contoh",
        scheme="P_TO_P",
        offered_by="Kenalan",
        offerer_kind="KENALAN",
        visa="WISATA",
        contract_in_hand="tidak",
        money_asked="Rp 2,5 juta",
        passport_office="Jakarta",
        **{"leaves_on_day": "1", "leaves_on_month": "3", "leaves_on_year": "2024"},
    )
    draft.write("dokumen", held=["KTP", "PASPOR"], passport="c 1234567")
    draft.write("persetujuan", whatsapp="ya", foto="tidak")
    draft.send()
    person = Person.objects.with_nik(nik).get()
    assert (person.sex, str(person.birth_date), person.no_nik_reason) == (Sex.PEREMPUAN, "1993-02-05", "")
    assert person.address == "Jl. Melati 7"
    journey = person.journeys.get()
    assert (journey.status, journey.country, str(journey.departed_on)) == ("DI_LUAR_NEGERI", "MY", "2024-03-01")
    assert (journey.job, journey.employer, journey.scheme) == ("Juru masak", "Kedai Contoh", "P_TO_P")
    assert (journey.offered_by, journey.offerer_kind, journey.source) == ("Kenalan", "KENALAN", "KELUARGA")
    assert (journey.visa, journey.contract_in_hand, journey.money_asked) == ("WISATA", False, 2_500_000)
    assert journey.passport_office == "Jakarta"
    assert {paper.kind: paper.number for paper in Document.objects.all()} == {"KTP": None, "PASPOR": "C1234567"}
    assert dict(Consent.objects.values_list("purpose", "is_given")) == {"WHATSAPP": True, "FOTO": False}
    shared = Contact.objects.with_phone("+6281234567890").values_list("relation", "name", "safe_note")
    assert sorted(shared) == [("DIRI_SENDIRI", "", ""), ("ORANG_TUA", "Nur'aini", "malam")]


def test_it_requires_sign_in(client, db):
    for url in (URL, f"{URL}{uuid.uuid4()}/orang/", f"{URL}{uuid.uuid4()}/periksa/"):
        assert client.get(url).url.startswith("/masuk/")


@pytest.mark.parametrize("who", ["kiki", "dina", "eko", "wawan", "karim", "adi"])
def test_it_requires_permission(request, client, who):
    client.force_login(request.getfixturevalue(who).user)
    assert client.post(URL, {"client_uuid": uuid.uuid4()}).status_code == 403


def test_the_confirmation_is_not_for_others(client, rudi, toni, citra, wizard):
    url = wizard(rudi).write("orang", **LEAST).send().url
    assert client.get(url).status_code == 200
    for other in (toni, citra):
        client.force_login(other.user)
        assert client.get(url).status_code == 404


def test_the_confirmation_can_be_read_aloud_and_shared_without_a_name(client, rudi, wizard):
    draft = wizard(rudi).write("orang", **LEAST).write("rencana", country="MY", job="juru masak")
    html = client.get(draft.send().url).content.decode()
    assert "Nama Siti Aminah sudah saya catat, untuk pekerjaan di Malaysia sebagai juru masak" in html
    assert f"Nomor daftarnya {Person.objects.get().number}" in html
    link = html.partition("https://wa.me/?text=")[2].partition('"')[0]
    assert link and "Siti" not in link and "Tua" not in link
    assert "Masih kosong: NIK, " in html and f'{Person.objects.get().get_absolute_url()}#kelengkapan"' in html


@pytest.mark.parametrize(
    "page, changed, says",
    [
        ("orang", {"name": ""}, "Tulis nama lengkapnya"),
        ("orang", {"source": ""}, "Pilih siapa yang memberi tahu"),
        ("orang", {"name": "Siti😀"}, "Nama hanya boleh"),
        ("orang", {"name": "Siti\u202e"}, "Nama hanya boleh"),
        ("orang", {"name": "Si\u200bti"}, "Nama hanya boleh"),
        ("orang", {"name": "Ѕiti"}, "Nama hanya boleh"),  # the first letter is Cyrillic
        ("orang", {"name": "a" * 10_000}, "150"),
        ("orang", {"name": "Siti\0"}, "tidak bisa disimpan"),
        ("orang", {"nik": "123"}, "Yang diisi 3 angka"),
        ("orang", {"nik": "19710545O2930001"}, "hanya berisi angka"),
        ("orang", {"birth_date_day": "31", "birth_date_month": "2", "birth_date_year": "1990"}, "id_birth_date"),
        ("orang", {"birth_date_day": "1", "birth_date_month": "1", "birth_date_year": "2999"}, "tidak mungkin"),
        ("orang", {"source": "BP3MI"}, "tidak ada lagi"),
        ("keluarga-kontak", {"phone": "12"}, "Nomor HP"),
        ("keluarga-kontak", {"contact_phone": "081234567890"}, "Pilih hubungannya"),
        ("rencana", {"country": "\0"}, "tidak ada lagi"),
        ("rencana", {"money_asked": "banyak"}, "dengan angka"),
        ("rencana", {"job": "a" * 10_000}, "150"),
        ("dokumen", {"passport": "?"}, "Nomor paspor"),
        ("persetujuan", {"whatsapp": "mungkin"}, "tidak ada lagi"),
    ],
)
def test_a_wrong_answer_is_said_and_nothing_typed_is_lost(rudi, wizard, page, changed, says):
    draft = wizard(rudi).write("orang", **LEAST)
    beside = {"orang": {**LEAST, "birth_place": "Sungailiat"}, "dokumen": {"held": ["KTP"]}}.get(page, {})
    html = draft.post(page, **beside | changed).content.decode()
    assert "Ada yang perlu diperbaiki" in html
    assert says in html
    again = draft.show(page).content.decode()
    assert "Ada yang perlu diperbaiki" in again, "it is still there, and still wrong, when the page is opened again"
    for value in (beside | changed).values():
        forged = says == "tidak ada lagi"  # no browser offers it, so there is nothing to show again
        assert forged or not value or escape(value[0] if isinstance(value, list) else value[:2000]) in again
    assert not Person.objects.exists()


def test_it_can_be_passed_over_and_sent_without_what_does_not_fit(client, rudi, wizard):
    draft = wizard(rudi).write("orang", **LEAST)
    assert draft.post("keluarga-kontak", go="skip", phone="12").url == draft.url("rencana")
    html = draft.send().content.decode()
    assert "Belum bisa dikirim" in html and "Nomor HP ini terlalu pendek" in html
    assert f'<a href="{draft.url("keluarga-kontak")}#id_phone">Nomor HP warga ini: Nomor HP ini terlalu pendek' in html
    assert '<a href="#id_leave_out">' in html
    draft.send(leave_out="on")
    assert Person.objects.exists() and not Contact.objects.exists()


def test_somebody_close_without_a_telephone_is_noted_too(rudi, wizard):
    draft = wizard(rudi).write("orang", **LEAST)
    assert draft.write("keluarga-kontak", contact_name="Nuraini").write("rencana").send().status_code == 302
    contact = Contact.objects.get()
    assert (contact.name, contact.relation, contact.phone) == ("Nuraini", "KERABAT", None)


@pytest.mark.parametrize("missing", ["name", "source"])
def test_without_a_name_or_who_told_us_nothing_is_sent(rudi, wizard, missing):
    draft = wizard(rudi).write("orang", go="skip", **{k: v for k, v in LEAST.items() if k != missing}, nik=make_nik())
    html = draft.send(leave_out="on").content.decode()
    assert "Belum bisa dikirim" in html and f'<a href="{draft.url("orang")}#id_{missing}' in html
    assert not Person.objects.exists()


def test_a_nik_that_says_otherwise_is_a_warning(client, rudi, wizard):
    draft = wizard(rudi).write("orang", **LEAST, nik=make_nik(female=True), sex="LAKI_LAKI")
    response = draft.send()
    assert Person.objects.exists()
    assert "Jenis kelamin berbeda" in client.get(response.url).content.decode()


def test_a_minor_is_recorded_and_told_so(client, rudi, wizard):
    nik = make_nik(1, 1, today().year % 100 - 16)
    draft = wizard(rudi).write("orang", **LEAST, nik=nik)
    assert "Umurnya belum cukup" in draft.show("rencana").content.decode()
    assert "Umurnya belum cukup" in client.post(draft.url("bicara"), {}).content.decode()
    assert "belum cukup" in client.get(draft.send().url).content.decode()
    assert Person.objects.get().is_minor(today())


def test_the_hint_reads_the_nik_beside_its_box(client, rudi):
    client.force_login(rudi.user)
    hint = client.post("/warga/daftar/petunjuk-nik/", {"nik": make_nik(5, 2, 93)}).content.decode()
    assert "Perempuan, lahir 5 Februari 1993, dikeluarkan di kecamatan Gerunggang" in hint
    assert "Yang diisi 3 angka" in client.post("/warga/daftar/petunjuk-nik/", {"nik": "123"}).content.decode()
    spaced = client.post("/warga/daftar/petunjuk-nik/", {"nik": " 1904 01.410190-0007 "}).content.decode()
    assert "Perempuan, lahir 1 Januari 1990, dikeluarkan di Kabupaten Bangka Tengah" in spaced
    unreadable = client.post("/warga/daftar/petunjuk-nik/", {"nik": "0071059913930007"}).content.decode()
    assert "tidak terbaca" in unreadable and "tidak dikenal" in unreadable
    assert client.get("/warga/daftar/petunjuk-nik/").status_code == 405


# --- where


def test_an_rt_head_cannot_choose_another_place(rudi, toni, wizard):
    wizard(rudi, territory=toni.territory.pk).write("orang", **LEAST, territory=toni.territory.pk).send()
    assert Person.objects.get().territory == rudi.territory


@pytest.mark.parametrize("who", ["wati", "budi"])
def test_those_above_choose_among_their_rts_first(request, client, toni, citra, wizard, who):
    actor = request.getfixturevalue(who)
    client.force_login(actor.user)
    assert "Pilih RT" in client.post(URL, {"client_uuid": uuid.uuid4()}).content.decode()
    assert client.post(URL, {"client_uuid": uuid.uuid4(), "territory": citra.territory.pk}).status_code == 200
    draft = wizard(actor, territory=toni.territory.pk)
    assert "RT 004 / RW 002" in draft.show("orang").content.decode()
    draft.write("orang", **LEAST, territory=toni.territory.pk).send()
    assert Person.objects.get().territory == toni.territory


def test_the_rt_can_be_corrected_on_the_first_page(budi, rudi, toni, wizard):
    draft = wizard(budi, territory=toni.territory.pk)
    draft.write("orang", **LEAST, territory=rudi.territory.pk).send()
    assert Person.objects.get().territory == rudi.territory


def test_the_city_chooses_the_kelurahan_first(client, ana, toni, places, wizard):
    client.force_login(ana.user)
    assert "Tua Tunu Indah" in client.get(URL).content.decode()
    path = f"{URL}?kelurahan={toni.territory.kelurahan_code}"
    assert "RT 004 / RW 002" in client.get(path).content.decode()
    draft = wizard(ana, path=path, territory=toni.territory.pk)
    draft.write("orang", **LEAST, territory=toni.territory.pk).send()
    assert Person.objects.get().territory == toni.territory


@pytest.mark.parametrize("who", ["ana", "budi"])
def test_a_caller_may_not_know_the_rt_and_no_head_is_shown_a_resident_who_is_not_his(
    request, client, rudi, wati, places, wizard, who
):
    kelurahan = places[rudi.territory.kelurahan_code]
    path = f"{URL}?kelurahan={kelurahan.code}"
    draft = wizard(request.getfixturevalue(who), path=path, territory=kelurahan.pk)
    assert "RT belum diketahui" in draft.show("orang").content.decode()
    draft.write("orang", **LEAST, territory=kelurahan.pk).send()
    assert Person.objects.get().territory == kelurahan
    for head in (rudi, wati):
        assert not Person.objects.visible_to(head).exists()
        client.force_login(head.user)
        assert "RT belum diketahui" not in client.post(URL, {"client_uuid": uuid.uuid4()}, follow=True).content.decode()


@pytest.mark.parametrize("code", ["", "x", "19.71", "%00", "19.71.05.1005.002"])
def test_a_kelurahan_that_is_none_is_asked_for_again(client, ana, places, code):
    client.force_login(ana.user)
    assert "Kesalahan" not in client.get(URL).text
    page = client.get(f"{URL}?kelurahan={code}").text
    assert "di kelurahan mana?" in page and "Kesalahan" in page


def test_a_place_that_has_ended_takes_nobody_in(rudi, wizard):
    draft = wizard(rudi).write("orang", **LEAST)
    type(rudi.territory).objects.filter(pk=rudi.territory.pk).update(valid_to=TODAY)
    assert "RT ini sudah tidak berlaku" in draft.send().content.decode()
    assert not Person.objects.exists()


# --- the same person?


@pytest.mark.parametrize("name", ["Siti Aminah", "Aminah Siti", "Sitti Aminah", "SITI AMINAH"])
def test_a_lookalike_is_shown_before_anything_is_made(rudi, wizard, name):
    known = make_person(rudi, rudi.territory, name="Siti Aminah")
    draft = wizard(rudi)
    html = draft.post("orang", **LEAST | {"name": name}, birth_place="Sungailiat").content.decode()
    assert "Mungkin sudah terdata" in html and known.number in html and "Sungailiat" in html
    for page in (html, draft.send(leave_out="on").content.decode()):
        assert '<a href="#lookalikes">Mungkin warga ini sudah terdata' in page and 'id="lookalikes"' in page
    assert Person.objects.count() == 1
    draft.write("orang", **LEAST | {"name": name}, other_person="on").send()
    assert Person.objects.count() == 2


def test_somebody_next_door_is_no_lookalike(rudi, toni, wizard):
    make_person(rudi, rudi.territory, name="Siti Aminah")
    assert wizard(toni).write("orang", **LEAST).send().status_code == 302


PASSPORT, PHONE = "C7654321", "+6281234567890"


@pytest.fixture
def mawar(rudi):
    """Known in Rudi's RT, by a name that nobody would take for Siti Aminah's."""
    return make_person(rudi, rudi.territory, name="Mawar Kusuma", passport=PASSPORT, phone=PHONE)


def test_a_passport_that_is_known_is_shown_where_all_is_checked_and_can_be_answered_there(
    rudi, mawar, wizard, few_queries
):
    draft = wizard(rudi).write("orang", **LEAST).write("keluarga-kontak").write("rencana")
    draft.write("dokumen", passport="c 7654321")
    with few_queries():
        html = draft.show("periksa").content.decode()
    assert mawar.number in html and "Nomor paspor sama" in html
    assert "Mungkin warga ini sudah terdata" in draft.send().content.decode()
    assert Person.objects.count() == 1
    assert draft.send(other_person="on").status_code == 302
    assert (Person.objects.count(), DuplicatePair.objects.get().first) == (2, mawar)


def test_a_telephone_of_the_whole_household_accuses_nobody(rudi, mawar, wizard):
    draft = wizard(rudi).write("orang", **LEAST).write("keluarga-kontak", phone=PHONE, contact_name="Mawar Kusuma")
    assert mawar.number not in draft.show("periksa").content.decode()
    assert draft.write("rencana").send().status_code == 302 and not DuplicatePair.objects.exists()


def test_a_passport_known_next_door_goes_to_the_kelurahan_without_a_word_about_whom(client, mawar, toni, wizard):
    draft = wizard(toni).write("orang", **LEAST).write("keluarga-kontak").write("rencana")
    draft.write("dokumen", passport=PASSPORT)
    assert "Mungkin" not in draft.show("periksa").content.decode()
    page = client.get(draft.send().url).content.decode()
    assert "diteruskan ke kelurahan" in page and DuplicatePair.objects.get().first == mawar
    for secret in ("Mawar", mawar.number, PASSPORT, "RT 003"):
        assert secret not in page


def test_numbers_that_cannot_be_read_are_no_obstacle(rudi, mawar, wizard):
    draft = wizard(rudi).write("orang", **LEAST)
    draft.write("keluarga-kontak", "skip", phone="12").write("rencana").write("dokumen", "skip", passport="?")
    assert mawar.number not in draft.show("periksa").content.decode()


def test_the_same_nik_next_door_is_shown_to_the_kelurahan_and_handed_on_for_an_rt(client, rudi, toni, budi, wizard):
    nik = make_nik()
    known = make_person(rudi, rudi.territory, name="Nama Rahasia", nik=nik)
    draft = wizard(budi, territory=toni.territory.pk)
    assert known.number in draft.post("orang", **LEAST, territory=toni.territory.pk, nik=nik).content.decode()
    page = client.get(wizard(toni).write("orang", **LEAST, nik=nik).send().url).content.decode()
    assert NikConflict.objects.get().reported_by == toni
    assert "Sudah terdata, diteruskan ke kelurahan" in page
    for secret in ("Rahasia", known.number, nik, "RT 003"):
        assert secret not in page


def test_a_conflict_keeps_all_that_was_typed(rudi, toni, wizard):
    nik = make_nik()
    make_person(rudi, rudi.territory, nik=nik)
    draft = wizard(toni).write("orang", **LEAST, nik=nik).write("keluarga-kontak", phone="081234567890")
    draft.write("rencana", job="Juru masak").write("dokumen", passport="C1234567").write("persetujuan", foto="ya")
    assert draft.send().url == draft.send().url
    entry = NikConflict.objects.get().entry
    assert entry["person"]["nik"] == nik
    assert (entry["journey"]["job"], entry["source"], entry["consents"]) == ("Juru masak", "KELUARGA", {"FOTO": True})
    assert entry["documents"] == [{"kind": "PASPOR", "number": "C1234567", "expires_on": None}]
    assert entry["contacts"] == [{"phone": "+6281234567890", "relation": "DIRI_SENDIRI"}]
    assert Person.objects.count() == 1


def test_it_takes_few_queries(client, rudi, wizard, few_queries):
    draft = wizard(rudi).write("orang", **LEAST)
    draft.write("keluarga-kontak", phone=PHONE).write("rencana").write("dokumen", passport=PASSPORT)
    make_person(rudi, rudi.territory, passport=PASSPORT)
    for path in (URL, *map(draft.url, ("orang", "rencana", "periksa"))):
        with few_queries():
            assert client.get(path).status_code == 200


# --- two at once, over two connections


def enter(actor, nik, client_uuid):
    person = {"name": "Siti Aminah", "territory": actor.territory, "nik": nik}
    return registration.register(
        client_uuid=client_uuid, person=person, journey={}, by=actor, happened_on=TODAY, source="RT"
    )


@pytest.mark.django_db(transaction=True)
def test_two_equal_posts_at_once_are_one_person(rudi):
    same, nik = uuid.uuid4(), make_nik()
    results = at_once(*[lambda: enter(rudi, nik, same)] * 3)
    assert len({result.person.pk for result in results}) == 1
    assert sorted(result.is_new for result in results) == [False, False, True]
    assert (Person.objects.count(), Journey.objects.count(), NikConflict.objects.count()) == (1, 1, 0)


@pytest.mark.django_db(transaction=True)
def test_one_nik_entered_twice_at_once_is_one_person_and_one_conflict(rudi, toni):
    nik = make_nik()
    at_once(lambda: enter(rudi, nik, uuid.uuid4()), lambda: enter(toni, nik, uuid.uuid4()))
    assert (Person.objects.count(), NikConflict.objects.count()) == (1, 1)
