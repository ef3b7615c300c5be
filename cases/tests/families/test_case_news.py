"""Mother and uncle told of the same man: Ana writes to both at once, and sees both pages before anything leaves."""

import uuid

import pytest
from django.core.cache import cache
from django.urls import reverse

from cases.models import CaseConflict, CaseNote, Deadline, ReportMessage
from cases.rules.families import report_desk, report_follow, report_intake, report_reply

pytestmark = pytest.mark.django_db
WORDS = "Kami sudah menghubungi Perwakilan RI."


@pytest.fixture(autouse=True)
def fresh_limits(db):
    cache.clear()


def tell(name, case, ana, **answers):
    told = report_intake.keep(
        key=uuid.uuid4(), seed=name, danger="YA", person_name="Siti Contoh", reporter_name=name, **answers
    )
    return report_desk.link(told, case, by=ana)


@pytest.fixture
def mother(case, ana):
    return tell("Ibu Contoh", case, ana, relation="ORANG_TUA")


@pytest.fixture
def uncle(case, ana, mother):
    told = tell("Paman Contoh", case, ana)
    report_follow.write(told, key=uuid.uuid4(), text="Ia menelepon tadi malam.")
    return told


@pytest.fixture
def desk(client, ana):
    client.force_login(ana.user)
    return client


def address(case):
    return reverse("cases:tell_reporters", args=[case.number])


def look(desk, case, *reports, text=WORDS, **more):
    """The form of the preview, as its button "Ya, kirim" sends it."""
    form = {"client_uuid": str(uuid.uuid4()), "text": text, "reports": [str(report.pk) for report in reports], **more}
    page = desk.post(address(case), form)
    seals = {f"seen-{copy.report.pk}": copy.preview.seal for copy in page.context["copies"]}
    return page, form | seals | {"kirim": "ya"}


def said():
    rows = ReportMessage.objects.exclude(by=None).order_by("report__received_at")
    return list(rows.values_list("report__pk", flat=True))


def test_each_page_is_seen_as_it_will_be_and_nothing_has_left(desk, case, mother, uncle, few_queries):
    with few_queries():
        page, _ = look(desk, case, mother, uncle)
    views = page.text.split('<section class="family-view"')[1:]
    assert ["Ibu Contoh" in views[0], "Paman Contoh" in views[1]] == [True, True]
    assert all(WORDS in view for view in views) and "tadi malam" in views[1] and "tadi malam" not in views[0]
    assert said() == []


def test_a_place_that_any_of_them_told_of_is_a_warning_for_all(desk, case, mother, uncle):
    uncle.place = "dekat pasar Sungai Golok"
    uncle.save(update_fields=["place"])
    page, _ = look(desk, case, mother, uncle, text="Ia aman di Golok.")
    assert page.context["risks"] == ["Golok"] and "Pesan ini menyebut: Golok" in page.text


def test_it_leaves_to_the_chosen_once(desk, case, mother, uncle):
    assert address(case) in desk.get(case.get_absolute_url()).text
    _, form = look(desk, case, mother, uncle)
    assert [desk.post(address(case), form).status_code for _ in range(2)] == [302, 302]
    assert said() == [mother.pk, uncle.pk]
    _, form = look(desk, case, mother)
    desk.post(address(case), form)
    assert said().count(mother.pk) == 2 and said().count(uncle.pk) == 1


def test_nobody_is_chosen_beforehand(desk, case, mother, uncle):
    page = desk.get(address(case)).text
    assert "checked" not in page.split("Untuk siapa")[1].split("</fieldset>")[0]
    page = desk.post(address(case), {"client_uuid": uuid.uuid4(), "text": WORDS}).text
    assert "Pilih siapa yang membaca" in page and WORDS in page


def test_what_one_wrote_meanwhile_holds_back_the_whole(desk, case, mother, uncle):
    _, form = look(desk, case, mother, uncle)
    report_follow.write(uncle, key=uuid.uuid4(), text="Ia sudah pindah.")
    page = desk.post(address(case), form)
    assert report_reply.WHAT_CHANGED[1] in page.text and "Ia sudah pindah." in page.text and said() == []
    seals = {f"seen-{copy.report.pk}": copy.preview.seal for copy in page.context["copies"]}
    assert desk.post(address(case), form | seals).status_code == 302 and len(said()) == 2


def test_without_a_preview_nothing_leaves(desk, case, mother, uncle):
    form = {"client_uuid": uuid.uuid4(), "text": WORDS, "reports": [mother.pk, uncle.pk], "kirim": "ya"}
    assert report_reply.ONCE_MORE in desk.post(address(case), form).text and said() == []


def test_she_may_change_it_first_and_loses_no_word(desk, case, mother, uncle):
    _, form = look(desk, case, mother, uncle)
    del form["kirim"]
    page = desk.post(address(case), form | {"ubah": "1"})
    assert page.context["form"]["text"].value() == WORDS and page.context["copies"] == []


@pytest.mark.parametrize("is_news", [True, False])
def test_as_news_it_lets_the_next_be_due_from_now_on(desk, case, mother, uncle, is_news):
    before = Deadline.objects.get(code="KABAR_KELUARGA").started_at
    _, form = look(desk, case, mother, uncle, **({"is_news": "on"} if is_news else {}))
    answer = desk.post(address(case), form)
    assert answer.status_code == 302, answer.context["refused"]
    assert (Deadline.objects.get(code="KABAR_KELUARGA").started_at > before) is is_news
    assert CaseNote.objects.filter(case=case).exists() is is_news


def test_who_is_alone_has_his_own_page_and_where_nobody_told_it_says_so(desk, case, ana, mother):
    assert desk.get(address(case)).url == reverse("cases:reply_to_reporter", args=[mother.pk])
    report_desk.release(mother, note="salah", by=ana)
    assert "Belum ada pelapor" in desk.get(address(case)).text


def test_who_is_shut_out_of_the_case_reaches_nobody(desk, case, ana, dewi, mother, uncle):
    CaseConflict.objects.create(case=case, user=ana.user, reason="keluarga", added_by=dewi)
    assert desk.get(address(case)).status_code == 404


def test_a_reporter_of_another_case_is_not_reached(desk, case, ana, mother, uncle):
    stranger = report_intake.keep(key=uuid.uuid4(), seed="x", danger="YA", person_name="Joko")
    page = desk.post(address(case), {"client_uuid": uuid.uuid4(), "text": WORDS, "reports": [stranger.pk]})
    assert page.context["form"].errors["reports"]
