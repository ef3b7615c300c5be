"""Signs of a bad offer: how they are weighed, how Disnaker keeps them, and the command that judges with them."""

import json
from io import StringIO

import pytest
from django.core.management import call_command

from accounts.acting import acting_as, system_actor
from cases.models import RedFlag
from cases.rules.offers import red_flag
from cases.values.offer import Offer

LIST = "/pengaturan/tanda-bahaya/"


def judge(text="", **fields):
    return red_flag.read(Offer(text, **fields), red_flag.start_flags())


@pytest.fixture
def flags(db):
    red_flag.load()
    return {flag.code: flag for flag in RedFlag.objects.all()}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("admin di Kamboja 12 juta", "negara-rawan"),
        ("loker CS game online, tiket ditanggung boss", "judi-daring"),
        ("visa diurus di sana saja", "visa-diurus-di-sana"),
        ("jgn bilang mak ya", "jangan-bilang"),
        ("kalau ditanya imigrasi bilang liburan", "mengaku-wisata"),
        ("setor uang jaminan 5 juta dulu", "uang-di-muka"),
        ("paspornya nanti dipegang agen", "paspor-dipegang"),
    ],
)
def test_each_sign_shows_the_words_it_was_read_from(text, code):
    sign = next(sign for sign in judge(text).warnings if sign.flag.code == code)
    assert sign.words


def test_a_deadly_sign_is_not_outweighed_by_the_word_official():
    reading = judge("Resmi lewat P3MI, SIP3MI 123, kontrak 2 tahun, admin judi di Poipet")
    assert reading.level == red_flag.RED


@pytest.mark.parametrize(
    "text",
    [
        "G to G Korea manufaktur gaji 25 juta, lulus EPS-TOPIK, pengalaman tidak perlu, medical check up",
        "Caregiver Taiwan, SIP3MI 12/2024, kontrak 3 tahun, tidak dipungut biaya. Waspada calo dan deposit.",
        "Ada info lowongan resmi ke Taiwan lewat Disnaker?",
        "",
    ],
)
def test_the_proper_way_raises_no_alarm(text):
    assert judge(text).level == red_flag.NONE


@pytest.mark.parametrize("text", ["Butuh cepat penjaga warung", "Tukang parkir, tanpa pengalaman bisa"])
def test_a_soft_sign_alone_alarms_nobody_but_is_shown(text):
    reading = judge(text)
    assert (reading.level, len(reading.warnings)) == (red_flag.NONE, 1)


@pytest.mark.parametrize("text", ["Butuh cepat, tanpa pengalaman bisa", "Butuh cepat pekerja pabrik ke Malaysia"])
def test_two_soft_signs_are_a_reason_to_check(text):
    assert judge(text).level == red_flag.AMBER


def test_two_soft_signs_and_a_hint_are_a_great_danger():
    """In the labelled sets this befalls false offers only (pangkalpinang_pmi/judging/offers.py)."""
    reading = judge("Butuh cepat pekerja pabrik ke Malaysia, tanpa pengalaman bisa")
    assert sorted(sign.flag.weight for sign in reading.warnings) == [1, 2, 2]
    assert (reading.score, reading.level) == (5, red_flag.RED)


@pytest.mark.parametrize("text", ["Kerja pabrik di Malaysia", "Butuh cepat pekerja pabrik ke Malaysia lewat P3MI"])
def test_a_country_alone_is_no_danger_and_the_proper_way_explains_it(text):
    assert "tanpa-jalur" not in {sign.flag.code for sign in judge(text).signs}
    assert judge(text).level == red_flag.NONE


@pytest.mark.parametrize(
    ("text", "is_seen"),
    [
        ("Kerja di Johor, tidak pakai agen, masuk pakai visa wisata", True),
        ("Kerja di Johor dengan visa wisata, kata teman itu penipuan, benarkah?", True),
        ("Kerja di Johor dengan visa wisata itu penipuan", False),
        ("Rugi kalau pakai visa wisata", False),
        ("Hotel job in Croatia, no tourist visa", False),
    ],
)
def test_a_denial_reaches_as_far_as_its_sentence_means(text, is_seen):
    assert ("visa-wisata" in {sign.flag.code for sign in judge(text).signs}) == is_seen


def test_the_fields_of_the_form_count_like_words():
    reading = judge(country="MM", job="operator", visa="wisata", money_asked=7_000_000, leaves_in_days=3)
    codes = {sign.flag.code for sign in reading.warnings}
    assert {"negara-rawan", "visa-wisata", "uang-besar", "berangkat-dalam-dua-minggu"} <= codes


class TestCountryOnNoList:
    """Said only where no other sign speaks of the country, and never as a refusal or a certainty."""

    def found(self, country, text=""):
        return [sign.flag.code for sign in judge(text, country=country).warnings]

    @pytest.mark.parametrize("country", ["BR", "Portugal", "rumania", "SK"])
    def test_it_is_asked_about_in_any_spelling(self, country):
        assert "negara-tidak-terdaftar" in self.found(country, "visa kerja sudah ada")

    @pytest.mark.parametrize("country", ["", "MY", "taiwan", "Arab Saudi", "Atlantis", "Brasil dan Portugal"])
    def test_a_country_on_the_list_or_none_is_not(self, country):
        assert "negara-tidak-terdaftar" not in self.found(country)

    @pytest.mark.parametrize("country", ["KH", "LA", "TH", "PH", "VN", "AE", "AU", "GB", "US"])
    def test_where_another_sign_speaks_of_it_this_one_is_silent(self, country):
        assert "negara-tidak-terdaftar" not in self.found(country)

    def test_a_ship_has_no_country_of_work(self):
        assert self.found("PA", "pelaut kapal niaga, buku pelaut dan BST lengkap") == []

    def test_alone_it_alarms_nobody_and_says_that_it_is_not_certain(self):
        reading = judge("visa kerja sudah ada", country="BR")
        (sign,) = reading.warnings
        assert (reading.level, sign.words, sign.flag.is_vouched_for) == (red_flag.NONE, "Brasil", False)
        assert "belum berarti dilarang" in sign.flag.say and "Disnaker" in sign.flag.say

    def test_disnaker_opens_a_country_by_adding_a_line(self, client, ana, flags):
        client.force_login(ana.user)
        flag = flags["negara-tidak-terdaftar"]
        listed = TestPages().fields(flag, words=flag.words + "brazil\n")
        client.post(f"{LIST}{flag.code}/", listed)
        assert red_flag.read(Offer(country="BR"), RedFlag.objects.active()).warnings == []
        assert red_flag.load() == (0, 0)


class TestMoneyBeforeAContract:
    @pytest.mark.parametrize("text", ["kontrak belum dipegang", "lewat calo", "diajak teman di sana"])
    @pytest.mark.parametrize("money", [50_000, 1_500_000, 5_000_000])
    def test_any_sum_counts(self, text, money):
        assert "uang-sebelum-kontrak" in {sign.flag.code for sign in judge(text, money_asked=money).warnings}

    @pytest.mark.parametrize("money", [None, 0])
    def test_no_sum_counts_not(self, money):
        assert judge("kontrak belum dipegang", money_asked=money).warnings == []

    def test_a_small_sum_with_the_contract_in_hand_counts_not(self):
        assert judge("lewat P3MI", money_asked=800_000).warnings == []


class TestLoading:
    """A city that has run for a while gets the signs of a new release, and keeps what its editors decided."""

    @pytest.fixture
    def older_release(self, db):
        """The rows as they came with an earlier release; nobody has touched them since."""
        flags = red_flag.start_flags()
        flags[0].title, flags[0].words = "Judul lama", "kata lama"
        RedFlag.objects.bulk_create(flags)
        return flags[0]

    def test_missing_signs_are_added_and_a_second_time_nothing_happens(self, flags):
        RedFlag.objects.filter(code="negara-rawan").delete()
        assert red_flag.load() == (1, 0)
        assert red_flag.load() == (0, 0)

    def test_a_sign_that_nobody_touched_is_renewed_again_and_again(self, flags):
        for _ in "first release", "second release":
            with acting_as(system_actor()):
                RedFlag.objects.filter(code="judi-daring").update(words="kata lama")
            assert red_flag.load() == (0, 1)
        assert RedFlag.objects.get(code="judi-daring").words == flags["judi-daring"].words

    def test_the_earlier_version_stays_in_the_history_under_the_name_of_the_machine(self, older_release):
        assert red_flag.load() == (0, 1)
        version = RedFlag.pgh_event_model.objects.get()
        assert (version.title, version.pgh_context["assignment"]) == ("Judul lama", system_actor().pk)

    @pytest.mark.parametrize("change", [{"title": "Diubah Disnaker"}, {"weight": 1}, {"is_active": False}])
    def test_what_an_editor_changed_stays(self, older_release, ana, change):
        with acting_as(ana):
            RedFlag.objects.filter(pk=older_release.pk).update(**change)
        assert red_flag.load() == (0, 0)
        older_release.refresh_from_db()
        assert (older_release.words, {name: getattr(older_release, name) for name in change}) == ("kata lama", change)

    def test_an_editor_has_the_last_word_after_a_renewal_too(self, older_release, ana):
        red_flag.load()
        with acting_as(ana):
            RedFlag.objects.filter(pk=older_release.pk).update(words="kata Disnaker")
        assert red_flag.load() == (0, 0)

    def test_a_change_of_which_nobody_knows_the_author_stays(self, flags):
        RedFlag.objects.filter(code="judi-daring").update(title="Diubah di basis data")
        assert red_flag.load() == (0, 0)


def test_a_start_sign_is_certain_only_where_somebody_read_its_source(flags):
    unsure = {code for code, flag in flags.items() if not flag.is_certain}
    assert unsure == {code for code, flag in flags.items() if "perlu dicek" in flag.source}
    assert {"uang-besar", "ajak-orang-lain", "rumah-tangga-timur-tengah", "kapal-tanpa-buku"} <= unsure
    assert flags["judi-daring"].is_vouched_for


def test_what_is_switched_off_no_longer_counts(flags):
    RedFlag.objects.update(is_active=False)
    assert red_flag.read(Offer("judi di Kamboja"), RedFlag.objects.active()).level == red_flag.NONE


class TestCommand:
    def ask(self, tmp_path, *lines):
        file, answer = tmp_path / "offers.jsonl", StringIO()
        file.write_text("\n".join(lines))
        call_command("judge_offers", file, stdout=answer)
        return [json.loads(line) for line in answer.getvalue().splitlines()]

    def test_it_answers_each_line_with_level_and_flags(self, db, tmp_path):
        bad, good = self.ask(
            tmp_path,
            '{"id": "a", "text": "admin judi", "country": "Kamboja", "pay": "12 juta"}',
            '{"id": "b", "text": "Perawat Jerman G to G, visa kerja"}',
        )
        assert (bad["id"], bad["level"]) == ("a", "red")
        assert {"judi-daring", "negara-rawan"} <= {flag["code"] for flag in bad["flags"]}
        assert good == {"id": "b", "level": "none", "score": 0, "flags": []}

    def test_a_broken_line_does_not_stop_the_others(self, db, tmp_path):
        answers = self.ask(tmp_path, "{", "[]", '{"id": 3, "leaves_in_days": "besok"}', '{"id": 4, "text": null}')
        assert ["error" in answer for answer in answers] == [True, True, True, False]
        assert answers[2]["id"] == 3

    def test_it_judges_with_the_signs_of_this_city(self, flags, tmp_path):
        RedFlag.objects.update(is_active=False)
        RedFlag.objects.filter(code="judi-daring").update(is_active=True, weight=3)
        assert self.ask(tmp_path, '{"id": 1, "text": "admin judi di Kamboja"}')[0]["level"] == "amber"


class TestPages:
    def fields(self, flag, **changes):
        names = ("title", "kind", "weight", "words", "also", "unless", "why", "say", "ask", "page", "source", "order")
        data = {name: getattr(flag, name) for name in names}
        extra = {"version": flag.version, "checked_on": "2026-11-01", "is_active": "on", "number": flag.number or ""}
        return data | extra | changes

    def test_disnaker_changes_a_sign_and_it_counts_at_once(self, client, ana, flags):
        client.force_login(ana.user)
        client.post(f"{LIST}judi-daring/", self.fields(flags["judi-daring"], words="kata baru"))
        assert RedFlag.objects.get(code="judi-daring").words == "kata baru"
        page = client.post(LIST, {"text": "ini kata baru"}).content.decode()
        assert "kata baru" in page
        assert "Bahaya besar" in page

    def test_disnaker_says_that_a_source_was_read(self, client, ana, flags):
        client.force_login(ana.user)
        assert "belum pasti" in client.get(LIST).content.decode()
        client.post(f"{LIST}jangan-bilang/", self.fields(flags["jangan-bilang"], is_certain="on"))
        assert RedFlag.objects.get(code="jangan-bilang").is_certain

    def test_the_second_of_two_editors_is_told(self, client, ana, flags):
        client.force_login(ana.user)
        first = self.fields(flags["judi-daring"], title="Judul pertama")
        client.post(f"{LIST}judi-daring/", first)
        answer = client.post(f"{LIST}judi-daring/", first | {"title": "Judul kedua"})
        assert "diubah orang lain" in answer.content.decode()
        assert RedFlag.objects.get(code="judi-daring").title == "Judul pertama"

    @pytest.mark.parametrize(
        ("changes", "sentence"),
        [
            ({"words": ".. admin"}, "Dua titik"),
            ({"words": ""}, "paling sedikit satu pola"),
            ({"kind": "PAY", "number": ""}, "Isi angka batasnya"),
            ({"kind": "COUNTRY", "words": " "}, "Isi paling sedikit satu negara"),
            ({"kind": "COUNTRY", "words": "Malaysia\nAtlantis"}, "“Atlantis”: Negara ini tidak dikenal"),
            ({"weight": 9}, "Bobot antara 1 dan 5"),
            ({"checked_on": "2999-01-01"}, "belum tiba"),
        ],
    )
    def test_what_does_not_fit_is_said_and_nothing_is_saved(self, client, ana, flags, changes, sentence):
        client.force_login(ana.user)
        answer = client.post(f"{LIST}judi-daring/", self.fields(flags["judi-daring"], **changes))
        assert sentence in answer.content.decode()
        assert RedFlag.objects.get(code="judi-daring").weight == 5

    def test_a_new_sign_needs_a_code_of_its_own(self, client, ana, flags):
        client.force_login(ana.user)
        client.post(f"{LIST}baru/", self.fields(flags["judi-daring"], code="baru-sama", title="Baru"))
        assert RedFlag.objects.filter(code="baru-sama").exists()
        answer = client.post(f"{LIST}baru/", self.fields(flags["judi-daring"], code="judi-daring"))
        assert "sudah dipakai tanda lain" in answer.content.decode()

    @pytest.mark.parametrize("who", ["rudi", "budi", "eko", "dina", "adi"])
    def test_it_requires_permission(self, request, client, who):
        client.force_login(request.getfixturevalue(who).user)
        assert client.get(LIST).status_code == 403
