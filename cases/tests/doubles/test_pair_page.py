"""Side by side: a word for each line where both are seen, and no word that helps to guess where one is not."""

import re

import pytest

from cases.rules import restriction
from cases.rules.doubles import merging
from cases.rules.register import duplicates, registration
from cases.tests.conftest import BORN
from cases.tests.factories import make_nik
from cases.tests.pairs import LIST, url

HIDDEN = ("Nama di paspor", "Nama lain", "NIK", "Tempat lahir", "Alamat", "Nomor HP", "Paspor")


@pytest.fixture
def lines(client):
    """{label: (first, second, verdict)} of the page as this actor reads it."""

    def read(actor, pair):
        client.force_login(actor.user)
        page = client.get(url(pair)).text
        rows = re.findall(r'<th scope="row">(.+?)</th>(.+?)</tr>', page, re.DOTALL)
        cells = {label: re.findall(r"<td[^>]*>(.*?)</td>", rest, re.DOTALL) for label, rest in rows}
        return {label: tuple(re.sub(r"<[^>]+>", "", cell) for cell in three) for label, three in cells.items()}

    return read


def test_a_word_for_each_line(client, budi, pair, few_queries):
    client.force_login(budi.user)
    with few_queries():
        page = client.get(url(pair)).text
    assert "Nama sama, ejaannya lain" in page and "Tanggal lahir sama" in page
    assert "berbeda" in page and "hanya satu yang tahu" in page
    assert pair.second.nik not in page and "081012345678" not in page


def test_the_register_number_leads_to_each_record(client, budi, citra, pair, far_pair):
    def links(actor, pair):
        client.force_login(actor.user)
        page = client.get(url(pair)).text
        return [person.get_absolute_url() for person in pair.persons if f'href="{person.get_absolute_url()}"' in page]

    assert links(budi, pair) == [person.get_absolute_url() for person in pair.persons]
    assert links(citra, far_pair) == [far_pair.second.get_absolute_url()]
    merging.merge(pair, by=budi, reason="KTP")
    assert links(budi, pair) == [pair.first.get_absolute_url()]


def test_the_heading_says_what_was_decided(client, budi, pair):
    client.force_login(budi.user)
    assert "Apakah ini orang yang sama?" in client.get(url(pair)).text
    duplicates.keep_apart(pair, by=budi, reason="KTP berbeda")
    assert "<h1>Dua orang yang berbeda</h1>" in client.get(url(pair)).text


def test_across_two_kelurahan_each_sees_little_of_the_other(client, far_pair, budi, citra, ana):
    client.force_login(citra.user)
    page = client.get(url(far_pair)).text
    assert "Rosmala Hasnah" not in page and "R••• H•••" in page and "tahun 1993" in page
    assert "Yang memutuskan: Disnaker" in page
    client.force_login(ana.user)
    assert "Rosmala Hasnah" in client.get(url(far_pair)).text


def test_of_whom_the_reader_does_not_see_nothing_hidden_is_compared(lines, far_pair, citra):
    """What is shown may be compared, and no more than that."""
    read = lines(citra, far_pair)
    assert read["Nomor daftar"][0] == "tidak ditampilkan"
    assert read["Tanggal lahir"] == ("tahun 1993", "05/02/1993", "tahunnya sama")
    assert read["Tempat tinggal"][2] == "berbeda"
    assert all(read[label][2] == "" for label in ("Nama", *HIDDEN) if label in read)


@pytest.mark.parametrize("guess", ["right", "wrong"])
def test_whoever_types_guesses_into_his_own_side_learns_nothing(client, lines, far_pair, rosmala, rosma, citra, guess):
    """Citra changes Rosma, who is hers, until the page would say that Rosmala has the same."""
    rosmala.passport_name, rosmala.address, rosmala.birth_place = "ROSMALA HASNAH", "Gang Melati 7", "Mentok"
    rosmala.nik, rosmala.no_nik_reason = make_nik(), ""
    rosmala.save()
    before = self_said(client, lines, citra, far_pair)
    right = guess == "right"
    rosma.name = "Rosmala Hasnah" if right else "Rosmala Hasna"
    rosma.passport_name = "ROSMALA HASNAH" if right else "LAIN"
    rosma.address, rosma.birth_place = ("Gang Melati 7", "Mentok") if right else ("Jalan Lain 1", "Lain")
    rosma.birth_date = BORN if right else BORN.replace(day=6)
    rosma.save()
    number = "081012345678" if right else "081012345679"
    registration.add_contact(rosma, relation="DIRI_SENDIRI", phone=number)
    rosma.documents.create(kind="PASPOR", number="Z1234567" if right else "Z1234568")
    assert self_said(client, lines, citra, far_pair) == before


def self_said(client, lines, actor, pair):
    """All the page says about the other side and about both: everything but the actor's own column."""
    read = lines(actor, pair)
    others = {label: (first, verdict) for label, (first, _, verdict) in read.items() if first != "tidak ditampilkan"}
    bold = re.findall(r"<p><b>(.+?)</b></p>", client.get(url(pair)).text)
    return others, bold


def test_nor_is_it_said_what_is_known_of_the_other(lines, far_pair, rosmala, citra):
    assert "NIK" not in lines(citra, far_pair)
    rosmala.nik, rosmala.no_nik_reason = make_nik(), ""
    rosmala.save()
    assert "NIK" not in lines(citra, far_pair)


def test_what_is_masked_and_stays_masked_is_not_compared(client, lines, pair, rosmala, budi, ana):
    restriction.place(rosmala, "PROSES_HUKUM", by=ana)
    read = lines(budi, pair)
    assert read["Nomor HP"][2] == "" and read["Nama"][2] == "berbeda"
    assert "Nama sama" not in client.get(url(pair)).text
    assert lines(ana, pair)["Nomor HP"][2] == "berbeda"


def test_two_people_do_not_become_readable_by_the_decision(client, far_pair, budi, ana):
    """Budi's resident and Citra's are two: that is no reason to show Budi who the other one is."""
    duplicates.keep_apart(far_pair, by=ana, reason="KTP berbeda")
    client.force_login(budi.user)
    page = client.get(url(far_pair)).text
    assert "R••• H•••" in page and ">Rosmala Hasna<" not in page


def test_nor_by_the_merge(client, far_pair, budi, ana):
    merging.merge(far_pair, by=ana, reason="KTP")
    client.force_login(budi.user)
    assert "tidak ditampilkan" in client.get(url(far_pair)).text


def test_whose_file_was_taken_back_meanwhile_is_compared_no_more(client, budi, pair, decide_pair, monkeypatch):
    keep_apart = duplicates.keep_apart

    def too_late(pair, **given):
        type(pair).objects.filter(pk=pair.pk).delete()
        keep_apart(pair, **given)

    monkeypatch.setattr(duplicates, "keep_apart", too_late)
    answer = decide_pair(budi, pair, "LAIN")
    assert answer.url == LIST and duplicates.GONE in client.get(LIST).text


def test_the_list_shortens_whom_the_reader_does_not_see(client, far_pair, citra):
    client.force_login(citra.user)
    page = client.get(LIST).text
    assert "R••• H•••" in page and "Rosmala Hasnah" not in page
