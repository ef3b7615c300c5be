"""An offer with signs of danger: the family is spoken to, the kelurahan calls, nobody is refused or marked."""

from datetime import timedelta
from itertools import combinations
from urllib.parse import unquote
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string

from cases.forms.register.registration_answers import as_sent, plan_of
from cases.models import Journey, RedFlag, Talk, Visit
from cases.rules.offers import red_flag, talk
from cases.tests.factories import TODAY
from cases.tests.wizard import Wizard
from cases.views.offers.talk import talk_about

DEADLY = {"country": "KH", "job": "admin situs judi", "offerer_kind": "KENALAN"}
HONEST = {"country": "TW", "job": "perawat lansia", "offerer_kind": "P3MI", "visa": "KERJA", "contract_in_hand": True}
LIST = "/warga/kunjungan/"
# Answers of the plan page, of which every two are tried together: bad ones, mild ones, and those that build trust.
ANSWERS = [
    ("stage", "TERDATA_RT"),
    ("stage", "DI_LUAR_NEGERI"),
    ("stage", "PULANG"),
    ("country", "KH"),
    ("country", "TW"),
    ("job", "admin kantor"),
    ("offerer_kind", "KENALAN"),
    ("offerer_kind", "P3MI"),
    ("scheme", "G_TO_G"),
    ("scheme", "NONPROSEDURAL"),
    ("visa", "WISATA"),
    ("visa", "KERJA"),
    ("contract_in_hand", "tidak"),
    ("money_asked", "15 juta"),
    ("passport_office", "Jakarta"),
]
PROMISE = "Kelurahan juga akan datang berkunjung"


def offered(siti, offer):
    siti.journeys.update(**offer)
    return siti.journeys.get()


@pytest.fixture
def journey(siti):
    red_flag.load()
    return offered(siti, DEADLY)


@pytest.fixture
def visit(journey, rudi):
    talk.record(journey, is_said=True, by=rudi, on=TODAY)
    return journey.visits.get()


def test_what_was_said_is_kept_and_a_visit_is_owed_within_three_days(journey, rudi):
    said = talk.record(journey, is_said=True, by=rudi, on=TODAY)
    assert {"judi-daring", "negara-rawan"} <= set(said.flags)
    assert (journey.visits.get().due_on - TODAY).days == 3


def test_an_honest_offer_leaves_no_trace(siti, journey, rudi):
    assert talk.record(offered(siti, HONEST), is_said=False, by=rudi, on=TODAY) is None
    assert not Talk.objects.exists()
    assert not Visit.objects.exists()


@pytest.mark.parametrize(
    ("plan", "code"),
    [
        ({"visa": "WISATA"}, "visa-wisata"),
        ({"visa": "TANPA"}, "visa-wisata"),
        ({"country": "MM"}, "negara-rawan"),
        ({"passport_office": "Jakarta Selatan"}, "paspor-kota-lain"),
        ({"country": "PL", "visa": "KERJA"}, "negara-tidak-terdaftar"),
        ({"money_asked": 15_000_000}, "uang-besar"),
        ({"money_asked": 300_000}, "uang-sebelum-kontrak"),
        ({"money_asked": 300_000, "contract_in_hand": True, "offerer_kind": "CALO"}, "uang-sebelum-kontrak"),
        ({"money_asked": 300_000, "contract_in_hand": True, "offerer_kind": "KENALAN"}, "uang-sebelum-kontrak"),
        ({"planned_on": TODAY + timedelta(days=4)}, "berangkat-dalam-dua-minggu"),
        ({"planned_on": TODAY + timedelta(days=30), "contract_in_hand": False}, "tanpa-kontrak"),
        ({"offerer_kind": "KENALAN"}, "teman-di-dalam"),
        ({"offerer_kind": "CALO"}, "uang-sponsor"),
        ({"offerer_kind": "IKLAN"}, "lewat-media-sosial"),
        ({"scheme": "NONPROSEDURAL"}, "hindari-jalur-resmi"),
        ({"job": "admin kantor"}, "admin-luar-negeri"),
    ],
)
def test_each_answer_of_the_plan_page_is_heard(db, plan, code):
    red_flag.load()
    journey = Journey(**{"country": "MY", "scheme": "TIDAK_DIKETAHUI"} | plan)
    assert code in [sign.flag.code for sign in talk.script(journey, TODAY).warnings]


def test_the_rt_reads_which_sign_is_not_certain(db):
    red_flag.load()
    plan = Journey(country="KH", money_asked=15_000_000)
    page = render_to_string("cases/register/_talk_script.html", talk_about(plan, is_said=False, is_minor=False))
    script = page.partition("</ul>")
    lines = script[0].split("<li>")[1:]
    unsure = [line for line in lines if "Belum pasti." in line]
    assert len(lines) > len(unsure) > 0 and not [line for line in unsure if "Kamboja" in line]
    assert "ajak keluarganya bertanya ke Disnaker" in script[2]


@pytest.mark.parametrize(
    "plan",
    [
        {"country": "MY", "money_asked": 300_000, "contract_in_hand": True, "offerer_kind": "P3MI"},
        {"country": "MY", "money_asked": 0},
        {"country": "PA", "scheme": "AWAK_KAPAL"},
        {"country": "PL", "scheme": "UKPS", "visa": "KERJA"},
        {"country": ""},
    ],
)
def test_an_everyday_plan_is_not_talked_about(db, plan):
    red_flag.load()
    assert talk.script(Journey(**plan), TODAY).warnings == []


def test_months_before_leaving_nobody_needs_a_contract_yet(db):
    red_flag.load()
    later = Journey(country="TW", contract_in_hand=False, planned_on=TODAY + timedelta(days=200))
    assert talk.script(later, TODAY).signs == []


def codes(script):
    """Of the signs that say something by themselves."""
    return [sign.flag.code for sign in script.warnings if sign.flag.weight > red_flag.HINT]


@pytest.mark.parametrize("status", ["TERDATA_RT", "DI_LUAR_NEGERI"])
def test_who_has_not_said_when_may_leave_tomorrow_without_a_contract(db, status):
    red_flag.load()
    someday = Journey(status=status, country="TW", contract_in_hand=False)
    assert codes(talk.script(someday, TODAY)) == ["tanpa-kontrak"]


@pytest.mark.parametrize(
    ("office", "is_elsewhere"),
    [
        ("Imigrasi Pangkalpinang", False),
        ("kanim kelas I TPI PANGKAL PINANG", False),
        ("Pangkal", False),
        ("pangkalpinag", False),
        ("PGK", False),
        ("Pangkalan Bun", True),
        ("Pangkalan Kerinci, Riau", True),
        ("Tanjung Pinang", True),
        ("Pulau Pinang", True),
    ],
)
def test_only_the_names_of_pangkalpinang_are_home(db, office, is_elsewhere):
    red_flag.load()
    script = talk.script(Journey(country="TW", passport_office=office), TODAY)
    assert codes(script) == (["paspor-kota-lain"] if is_elsewhere else [])


@pytest.mark.parametrize(
    "job", ["аdmin situs judі", "ad\u200bmin ju\u00addi", "judі online", "ＡＤＭＩＮ ＪＵＤＩ", "𝐣𝐮𝐝𝐢 daring"]
)
def test_letters_that_only_look_like_ours_hide_nothing(db, job):
    red_flag.load()
    signs = talk.script(Journey(country="TW", job=job), TODAY).warnings
    assert "judi-daring" in [sign.flag.code for sign in signs]


@pytest.fixture
def draft(client, rudi):
    red_flag.load()
    return Wizard(client, rudi).write("orang", name="Bayu Contoh", source="KELUARGA")


def as_written(plan):
    return as_sent({name: [value] for name, value in plan.items()})


def test_what_the_page_shows_is_what_is_recorded(client, draft, siti, rudi):
    journey = siti.journeys.get()
    seen = set()
    for plan in map(dict, combinations(ANSWERS, 2)):
        page = client.post(draft.url("bicara"), plan)
        written = plan_of(as_written(plan))
        written.pk, written.person = journey.pk, siti
        said = talk.record(written, is_said=True, by=rudi, on=TODAY)
        shown = [sign.flag.code for sign in page.context["signs"]]
        assert (said.flags[: len(shown)] if said else []) == shown, plan
        assert bool(shown) is (PROMISE in page.content.decode()) is bool(said) is journey.visits.exists(), plan
        seen.add((bool(shown), plan.get("stage")))
        Visit.objects.all().delete()
    assert {(True, "TERDATA_RT"), (True, "DI_LUAR_NEGERI"), (False, "PULANG"), (True, None), (False, None)} <= seen
    assert (True, "PULANG") not in seen


def test_a_sign_that_a_proper_way_outweighs_is_spoken_about_within_a_week(client, draft):
    mild = {"country": "TW", "offerer_kind": "P3MI", "scheme": "P_TO_P", "visa": "KERJA", "passport_office": "Jakarta"}
    assert talk.script(plan_of(as_written(mild)), TODAY).level == red_flag.NONE
    assert PROMISE in client.post(draft.url("bicara"), mild).content.decode()
    draft.write("rencana", **mild).send(is_talk_said="on")
    said = Talk.objects.get()
    assert (said.is_said, said.flags) == (True, ["paspor-kota-lain"])
    assert (Visit.objects.get().due_on - said.happened_on).days == 7


class TestChangedPlan:
    """A plan that turns bad later is spoken about as one that was bad from the start."""

    @pytest.fixture
    def change(self, client, siti, rudi):
        red_flag.load()
        client.force_login(rudi.user)

        def send(**facts):
            journey = siti.journeys.get()
            path = f"/warga/{siti.pk}/perjalanan/{journey.pk}/"
            written = {"version": journey.version, "scheme": "TIDAK_DIKETAHUI", "contract_in_hand": "unknown"} | facts
            page = client.post(f"{path}bicara/", written)
            answer = client.post(f"{path}ubah/", written, follow=True)
            return page.text, answer.text, client.get(f"{path}ubah/").text

        return send

    def test_it_is_shown_recorded_and_visited(self, change, siti):
        while_typing, after, again = change(country="KH", is_talk_said="on")
        assert PROMISE in while_typing and "Tawaran ini menunjukkan tanda bahaya" not in after
        assert "Keluarganya sudah mendengar semua ini" in again and 'name="is_talk_said"' not in again
        said = siti.journeys.get().talks.get()
        assert said.is_said and "negara-rawan" in said.flags
        assert Visit.objects.get().flags == said.flags

    def test_who_has_not_spoken_yet_finds_the_words_on_the_form(self, change, siti):
        _, after, again = change(country="KH")
        assert "Tawaran ini menunjukkan tanda bahaya" in after
        assert PROMISE in again and 'name="is_talk_said"' in again
        assert not siti.journeys.get().talks.get().is_said
        change(country="KH", job="koki", is_talk_said="on")
        assert [row.is_said for row in siti.journeys.get().talks.all()] == [True, False]

    def test_an_edit_that_changes_no_sign_says_nothing_twice(self, change, siti):
        for job in ("koki", "pelayan"):
            change(country="KH", job=job, is_talk_said="on")
        assert (Talk.objects.count(), Visit.objects.count()) == (1, 1)

    def test_a_worse_sign_brings_the_visit_forward(self, change, siti):
        change(country="MY", passport_office="Jakarta")
        later = Visit.objects.get().due_on
        change(country="KH", passport_office="Jakarta")
        visit = Visit.objects.get()
        assert visit.due_on < later and {"negara-rawan", "paspor-kota-lain"} <= set(visit.flags)

    def test_after_the_visit_only_what_is_new_asks_for_another(self, change, siti, budi):
        change(country="KH", is_talk_said="on")
        talk.finish_visit(Visit.objects.get(), outcome="TETAP", note="", by=budi, on=TODAY)
        while_typing, _, _ = change(country="KH", job="koki")
        assert "Kelurahan sudah berkunjung" in while_typing and not Visit.objects.open().exists()
        while_typing, _, _ = change(country="KH", job="admin situs judi")
        assert PROMISE in while_typing and Visit.objects.open().exists()

    def test_a_plan_without_signs_leaves_no_trace(self, change):
        while_typing, after, again = change(country="TW", is_talk_said="on")
        assert "Sampaikan" not in while_typing + again and "tanda bahaya" not in after
        assert not Talk.objects.exists() and not Visit.objects.exists()

    def test_leaving_again_is_asked_about_too_and_once(self, client, siti, rudi):
        red_flag.load()
        siti.journeys.update(status="PULANG")
        client.force_login(rudi.user)
        plan = {"client_uuid": uuid4(), "status": "TERDATA_RT", "country": "KH", "source": "KELUARGA"}
        plan |= {"scheme": "TIDAK_DIKETAHUI", "is_talk_said": "on"}
        assert PROMISE in client.post(f"/warga/{siti.pk}/perjalanan/bicara/", plan).text
        refused = client.post(f"/warga/{siti.pk}/perjalanan/", plan | {"source": ""})
        assert PROMISE in refused.text and 'id="id_is_talk_said" checked' in refused.text
        for _ in range(2):
            client.post(f"/warga/{siti.pk}/perjalanan/", plan)
        assert Talk.objects.get().journey == Visit.objects.get().journey == siti.journeys.get(status="TERDATA_RT")


def test_without_scripts_the_check_page_says_it(draft, client):
    page = draft.write("rencana", country="KH").show("periksa").text
    assert PROMISE in page and 'id="id_is_talk_said" checked' not in page
    kept = draft.send(is_talk_said="on", version="9999").text
    assert 'id="id_is_talk_said" checked' in kept
    draft.send(is_talk_said="on")
    assert Talk.objects.get().is_said


def test_saying_it_costs_few_questions(draft, client, journey, siti, few_queries):
    draft.write("rencana", country="KH")
    for path in (draft.url("periksa"), draft.url("rencana"), f"/warga/{siti.pk}/perjalanan/{journey.pk}/ubah/"):
        with few_queries():
            assert PROMISE in client.get(path).text


def test_what_was_ticked_before_is_ticked_on_the_check_page_and_can_be_taken_back(draft):
    page = draft.write("rencana", country="KH", is_talk_said="on").show("periksa").text
    assert 'id="id_is_talk_said" checked' in page
    draft.send()
    assert not Talk.objects.get().is_said


def test_the_check_page_of_a_plan_without_signs_says_nothing(draft):
    assert "Sampaikan" not in draft.write("rencana", country="TW").show("periksa").text


def test_each_sign_leads_to_its_page_and_the_family_can_be_sent_them(draft, client, settings):
    settings.SITE_URL = "https://pmi.example"
    RedFlag.objects.filter(code="visa-wisata").update(page="")
    plan = {"country": "KH", "visa": "WISATA", "offered_by": "Bang Rahasia", "passport_office": "Jakarta"}
    page = client.post(draft.url("bicara"), plan)
    html, signs = page.text, page.context["signs"]
    assert html.count(">Bacaan untuk keluarga<") == len(signs) - 1 and 'href=""' not in html
    sent = unquote(html.partition("https://wa.me/?text=")[2].partition('"')[0])
    assert "https://pmi.example/edukasi/berangkat/tanda-lowongan-palsu/" in sent.splitlines()
    assert len(sent.splitlines()) == len(set(sent.splitlines()))
    assert not any(word in sent for word in ("Bayu", "Rahasia", "Kamboja", "wisata"))


def test_where_no_sign_has_a_page_there_is_nothing_to_send(draft, client):
    RedFlag.objects.update(page="")
    html = client.post(draft.url("bicara"), {"country": "KH"}).text
    assert PROMISE in html and "Bacaan" not in html and "wa.me" not in html


def test_who_is_home_again_needs_no_visit(siti, journey, rudi):
    assert talk.record(offered(siti, {"status": "PULANG"}), is_said=True, by=rudi, on=TODAY) is None


def test_speaking_twice_owes_one_visit(journey, rudi, budi):
    for official in (rudi, budi):
        talk.record(journey, is_said=True, by=official, on=TODAY)
    assert (journey.talks.count(), journey.visits.count()) == (2, 1)


def test_budi_finds_it_and_writes_down_what_came_of_it(client, visit, budi, few_queries):
    client.force_login(budi.user)
    with few_queries():
        page = client.get(LIST).content.decode()
    assert "Siti" in page and "Kamboja, Myanmar, atau Laos" in page
    with few_queries():
        assert "Yang perlu dibicarakan" in client.get(f"{LIST}{visit.pk}/").content.decode()
    client.post(f"{LIST}{visit.pk}/", {"happened_on": TODAY, "outcome": "KE_DISNAKER", "note": "Ibunya ikut."})
    visit.refresh_from_db()
    assert (visit.outcome, visit.done_by, visit.note) == ("KE_DISNAKER", budi, "Ibunya ikut.")
    assert "Siti" not in client.get(LIST).content.decode()


def test_where_nobody_was_met_the_next_visit_is_owed(visit, budi):
    talk.finish_visit(visit, outcome="TIDAK_BERTEMU", note="", by=budi, on=TODAY)
    assert Visit.objects.open().get().due_on > TODAY


@pytest.mark.parametrize("status", ["PULANG", "BATAL"])
def test_who_is_home_or_stays_is_no_longer_on_the_list(client, visit, budi, status):
    client.force_login(budi.user)
    Journey.objects.filter(pk=visit.journey_id).update(status=status)
    assert "Siti" not in client.get(LIST).text
    assert client.get(f"{LIST}{visit.pk}/").status_code == 200


def test_the_list_begins_with_what_is_due_first_and_turns_pages(client, visit, siti, budi, few_queries):
    client.force_login(budi.user)
    others = Journey.objects.bulk_create(Journey(person=siti, country="PL", source="RT") for _ in range(30))
    Visit.objects.bulk_create(
        Visit(journey=journey, flags=["negara-tidak-terdaftar"], due_on=TODAY - timedelta(days=day))
        for day, journey in enumerate(others)
    )
    with few_queries():
        page = client.get(LIST)
    shown = [row.due_on for row in page.context["visits"]]
    assert len(shown) == 25 and shown == sorted(shown) and shown[0] == TODAY - timedelta(days=29)


def test_an_empty_form_says_what_is_missing(client, visit, budi):
    client.force_login(budi.user)
    page = client.post(f"{LIST}{visit.pk}/", {"happened_on": "2999-01-01", "note": "tetap ada"}).content.decode()
    assert "tetap ada" in page
    assert "belum tiba" in page
    assert Visit.objects.open().exists()


def test_another_kelurahan_does_not_find_it(client, visit, citra):
    client.force_login(citra.user)
    assert "Siti" not in client.get(LIST).content.decode()
    assert client.get(f"{LIST}{visit.pk}/").status_code == 404


def test_the_second_to_write_it_down_is_told(visit, budi):
    talk.finish_visit(visit, outcome="MENUNDA", note="", by=budi, on=TODAY)
    with pytest.raises(ValidationError, match="sudah dicatat"):
        talk.finish_visit(visit, outcome="TETAP", note="", by=budi, on=TODAY)
