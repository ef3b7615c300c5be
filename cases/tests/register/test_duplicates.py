"""The desk for pairs: who sees them, who decides, and what is asked of an RT (merging: test_merging)."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import call_command

from cases.models import DuplicatePair, Person, PersonMerge
from cases.rules.days.my_day import my_day
from cases.rules.doubles import merging
from cases.rules.register import duplicates
from cases.tests.factories import TODAY
from cases.tests.pairs import LIST, seen, side_by_side, url

# --- the desk


def test_the_kelurahan_finds_the_pair(client, budi, pair, few_queries):
    client.force_login(budi.user)
    with few_queries():
        page = client.get(LIST).text
    assert "Rosmala Hasnah" in page and "Rusmalah Hasna" in page


@pytest.mark.parametrize("address", [LIST, url])
def test_it_requires_sign_in_and_permission(client, pair, rudi, kiki, eko, address):
    path = address(pair) if callable(address) else address
    assert client.get(path).status_code == 302
    for outsider in (rudi, kiki, eko):
        client.force_login(outsider.user)
        assert client.get(path).status_code == 403


def test_it_hides_other_territories(client, pair, citra):
    client.force_login(citra.user)
    assert client.get(url(pair)).status_code == 404
    assert "Tidak ada data kembar" in client.get(LIST).text


@pytest.mark.parametrize("decision", ["SAMA", "LAIN"])
def test_half_a_picture_decides_about_nobody(decide_pair, far_pair, budi, decision):
    assert decide_pair(budi, far_pair, decision).status_code == 200
    with pytest.raises(PermissionDenied):
        duplicates.keep_apart(far_pair, by=budi, reason="x")
    with pytest.raises(PermissionDenied):
        merging.merge(far_pair, by=budi, reason="x")
    assert Person.objects.filter(merged_into=None).count() == 2


def test_two_people_never_come_back_to_the_desk(decide_pair, pair, budi, rusmalah):
    assert decide_pair(budi, pair, "LAIN").url == LIST
    assert duplicates.note(rusmalah, DuplicatePair.Found.SEARCH, TODAY) == 0
    assert not DuplicatePair.objects.open().exists()


@pytest.mark.parametrize(("decision", "reason"), [("", "KTP"), ("SAMA", ""), ("MUNGKIN", "KTP"), ("SAMA", "x" * 201)])
def test_a_decision_needs_a_reason(decide_pair, pair, budi, decision, reason):
    assert "Ada yang perlu diperbaiki" in decide_pair(budi, pair, decision, reason).text
    assert DuplicatePair.objects.get().is_open


def test_who_decides_second_is_told(decide_pair, pair, budi, ana):
    decide_pair(budi, pair, "LAIN")
    assert "Sudah diputuskan orang lain" in decide_pair(ana, pair, "SAMA").text
    assert DuplicatePair.objects.get().decision == "LAIN" and not PersonMerge.objects.exists()


def test_what_was_chosen_of_one_pair_is_not_done_to_another(client, decide_pair, pair, rosma, rusmalah, budi, ana):
    """While Ana compares Rusmalah with Rosma, Budi joins Rusmalah to Rosmala: the same pair is about Rosmala now."""
    DuplicatePair.objects.exclude(pk=pair.pk).delete()
    other = side_by_side(rusmalah, rosma)
    as_shown = seen(other)
    merging.merge(pair, by=budi, reason="KTP")
    page = decide_pair(ana, other, "SAMA", "KK sama", seen=as_shown, keep_name="second").text
    assert duplicates.OTHERS_NOW in page and "KK sama" in page and f'value="{seen_now(other)}"' in page
    assert PersonMerge.objects.count() == 1
    with pytest.raises(ValidationError, match="Bandingkan lagi"):
        merging.merge(other, by=ana, reason="KK sama")
    assert decide_pair(ana, other, "SAMA", "KK sama", seen=seen_now(other)).url == LIST


def seen_now(pair):
    return seen(DuplicatePair.objects.get(pk=pair.pk))


# --- asking the RT


def test_the_question_reaches_the_rt_and_the_answer_comes_back(client, decide_pair, pair, budi, rudi, toni, citra):
    decide_pair(budi, pair, "TANYA_RT", "Apakah Bu Rosmala pernah tinggal di RT 004?")
    asked = my_day(rudi, TODAY).sections[0]
    assert asked.title == "Pertanyaan untuk Anda"
    client.force_login(rudi.user)
    page = client.get(asked.rows[0].url).text
    assert "Rosmala Hasnah" in page and "Rusmalah" not in page
    assert client.post(asked.rows[0].url, {"answer": "Ya, orangnya sama."}).url == "/beranda/"
    client.force_login(toni.user)
    assert client.get(asked.rows[0].url).status_code == 404  # answered already
    client.force_login(budi.user)
    assert "Ya, orangnya sama." in client.get(url(pair)).text
    assert DuplicatePair.objects.visible_to(budi).open().exists()


def test_only_who_is_asked_answers(client, decide_pair, pair, budi, ana, rudi):
    client.force_login(rudi.user)
    assert client.get(url(pair, "jawab/")).status_code == 404  # nobody asked
    decide_pair(budi, pair, "TANYA_RT", "Siapa?")
    client.force_login(ana.user)
    assert client.get(url(pair, "jawab/")).status_code == 403
    client.force_login(rudi.user)
    assert "Tulis jawabannya dulu" in client.post(url(pair, "jawab/"), {"answer": ""}).text


# --- the daily search


def test_the_search_goes_through_the_register_in_portions(rosmala, rusmalah):
    DuplicatePair.objects.all().delete()
    assert duplicates.search_on(TODAY, most=1) == (1, 1)
    assert duplicates.search_on(TODAY, most=2) == (1, 0)
    assert duplicates.search_on(TODAY, most=1) == (1, 0)  # from the beginning again
    call_command("find_duplicates")
    assert DuplicatePair.objects.get().found_by == "SEARCH"
