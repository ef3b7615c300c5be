"""Large letters and reading aloud: for those who see little or read slowly."""

import pytest

from dev.pytest_browser import NARROW, violations

READ = "/edukasi/berangkat/daftar-periksa/"
DISCREET = "/edukasi/luar-negeri/info-perjalanan/"
SIZE = "parseFloat(getComputedStyle(document.querySelector('main p')).fontSize)"
VOICES = """(voices => {
    const said = [];
    window.said = said;
    window.SpeechSynthesisUtterance = function (text) { this.text = text; };
    Object.defineProperty(window, "speechSynthesis", {value: {
        getVoices: () => voices, speak: line => said.push(line), cancel: () => { said.length = 0; },
        addEventListener: () => {},
    }});
})(%s)"""
INDONESIAN = '[{lang: "en-US", localService: true}, {lang: "id-ID", localService: true}]'
FROM_AFAR = '[{lang: "id-ID", localService: false}, {lang: "en-US", localService: true}]'


@pytest.fixture
def phone(transactional_db, public_site, open_browser, live_server):
    """`phone(…)` is a telephone whose owner reads one article; `voices` are those it has."""

    def opened(path=READ, voices="[]", **options):
        page = open_browser(NARROW, base_url=live_server.url, service_workers="block", **options)
        page.add_init_script(VOICES % voices)
        page.goto(path)
        return page

    return opened


@pytest.mark.parametrize("path", [READ, DISCREET, "/", "/darurat/", "/masuk/"])
def test_one_tap_makes_letters_large_without_any_script(phone, path):
    page = phone(path, java_script_enabled=False)
    size = page.locator("main p").first.evaluate("p => parseFloat(getComputedStyle(p).fontSize)")
    page.get_by_label("Huruf besar").check()
    assert page.locator("main p").first.evaluate("p => parseFloat(getComputedStyle(p).fontSize)") == size * 1.25


def test_large_letters_stay_on_the_next_page_and_leave_no_cookie(phone):
    page = phone()
    size = page.evaluate(SIZE)
    page.get_by_label("Huruf besar").check()
    for path in (READ, "/lapor/lacak/"):
        page.goto(path)
        assert page.get_by_label("Huruf besar").is_checked(), path
    page.goto(READ)
    assert page.evaluate(SIZE) == size * 1.25
    assert page.evaluate("document.documentElement.scrollWidth") <= NARROW["width"] and violations(page) == []
    assert "sesi" not in {cookie["name"] for cookie in page.context.cookies()}
    page.get_by_label("Huruf besar").uncheck()
    page.goto(READ)
    assert page.evaluate(SIZE) == size and page.evaluate("localStorage.length") == 0


@pytest.mark.parametrize("voices", ["[]", FROM_AFAR])
def test_without_an_indonesian_voice_in_the_phone_nothing_is_offered(phone, voices):
    page = phone(voices=voices)
    assert page.get_by_role("button", name="Dengarkan").count() == 0


def test_the_page_is_read_sentence_by_sentence_and_can_be_stopped(phone):
    page = phone(voices=INDONESIAN)
    page.get_by_role("button", name="Dengarkan").press("Enter")
    said = page.evaluate("said.map(({text, voice}) => [voice.lang, text])")
    texts = [text for _, text in said]
    assert {lang for lang, _ in said} == {"id-ID"} and texts.count("Foto terbaru Anda") == 1
    assert not any("141KP2MI" in text for text in texts), "a number and a name are two things"
    assert texts[0] == page.locator("h1").inner_text() and texts[0] != texts[1]
    assert not any("Dengarkan" in text for text in texts)
    assert violations(page) == []
    page.get_by_role("button", name="Berhenti membaca").press("Enter")
    assert page.evaluate("said.length") == 0
    page.get_by_role("button", name="Dengarkan").press("Enter")
    page.evaluate("said.at(-1).onend()")
    assert page.get_by_role("button", name="Dengarkan").is_visible()


def test_a_watched_phone_is_never_made_to_speak(phone):
    page = phone(DISCREET, voices=INDONESIAN)
    assert page.get_by_role("button").count() == 0
    page.get_by_label("Huruf besar").check()
    assert page.evaluate("localStorage.length") == 0
