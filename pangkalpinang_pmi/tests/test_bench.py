"""The table of `make bench`: what it says of a number, and when it fails. The numbers need a quiet machine."""

import io

import pytest
from django.core.management import CommandError, call_command

from pangkalpinang_pmi.bench import clock, first_load, lighthouse, pages, row
from pangkalpinang_pmi.bench.rows import SUBJECTS, Bench, measure_all
from pangkalpinang_pmi.management.commands import bench


def test_a_limit_holds_up_to_itself():
    assert row.at_most("page", 150, 150, "ms").verdict == row.HOLDS
    assert row.at_most("page", 150, 150.1, "ms").verdict == row.SHORT
    assert row.at_least("sending", 100, 100, "messages/s").verdict == row.HOLDS
    assert row.at_least("sending", 100, 99, "messages/s").verdict == row.SHORT


def test_a_row_says_target_measured_and_ratio():
    assert row.at_most("page", 150, 30, "ms") == ("page", "≤ 150 ms", "30 ms", "0.20", "ok")


def test_what_is_not_there_is_said_and_fails_nothing():
    rows = [row.missing("my day", "≤ 150 ms"), row.at_most("people", 150, 30, "ms")]
    assert "belum ada" in row.table(rows)
    assert row.summary(rows) == "1 ok, 0 KURANG, 1 belum ada"
    assert not row.falls_short(rows)


def test_what_the_machine_cannot_measure_is_no_success(monkeypatch):
    monkeypatch.setattr(lighthouse.shutil, "which", lambda name: None)
    rows = list(lighthouse.rows(Bench("small", "large")))
    assert len(rows) == len(lighthouse.PAGES) * len(lighthouse.MARKS)
    assert {(found.measured, found.verdict) for found in rows} == {("no Node", row.UNMEASURED)}
    assert row.summary(rows) == f"0 ok, 0 KURANG, 0 belum ada, {len(rows)} tidak diukur"
    assert not row.falls_short(rows)


def test_a_category_without_a_mark_counts_nothing():
    report = {"categories": {name: {"score": 0.97} for name in lighthouse.MARKS}}
    report["categories"]["seo"]["score"] = None
    assert lighthouse.points(report) == {"performance": 97, "accessibility": 97, "best-practices": 97, "seo": 0}


def test_the_table_has_a_head_and_equal_columns():
    lines = row.table([row.missing("a", "≤ 1 ms"), row.missing("a longer one", "≤ 1 ms")]).splitlines()
    assert [cell.strip() for cell in lines[0].split("|")[1:-1]] == list(row.HEAD)
    assert len({len(line) for line in lines}) == 1


def test_p95_is_the_slowest_but_five_in_a_hundred():
    assert clock.p95(range(1, 101)) == 95
    assert clock.p95([7]) == 7


def test_a_page_finds_what_a_browser_fetches():
    named = first_load.Named()
    named.feed(
        '<link rel="stylesheet" href="/a.css"><link rel="canonical" href="/b"><script src="/c.js"></script>'
        '<img src="/d.png"><img src="/e.png" loading="lazy"><script>1</script>'
    )
    assert (named.found, named.scripts) == (["/a.css", "/d.png"], ["/c.js"])
    assert first_load._beside("/static/css/base.css", "../fonts/a.woff2") == "/static/fonts/a.woff2"


@pytest.fixture
def measured(settings, monkeypatch):
    """`bench` without its databases: answers with the rows it is given."""
    settings.DEMO = True
    settings.DEBUG = False
    monkeypatch.setattr(bench.database, "prepare", lambda people, cases, report: f"bench_{people}")
    monkeypatch.setattr(bench, "call_command", lambda *args, **options: None)
    monkeypatch.setattr(bench.logging, "disable", lambda: None)
    found = []
    monkeypatch.setattr(bench, "measure_all", lambda *args: iter(found))
    return found


def run():
    answer = io.StringIO()
    call_command("bench", stdout=answer, stderr=io.StringIO())
    return answer.getvalue()


def test_it_prints_the_table(measured):
    measured.append(row.at_most("people", 150, 30, "ms"))
    assert "| people | ≤ 150 ms | 30 ms" in run()


def test_it_ends_with_1_when_a_number_falls_short(measured):
    measured.append(row.at_most("people", 150, 300, "ms"))
    with pytest.raises(CommandError) as ended:
        run()
    assert ended.value.returncode == 1


@pytest.mark.parametrize("name, value", [("DEBUG", True), ("DEMO", False)])
def test_it_measures_production_with_demo_accounts_only(measured, settings, name, value):
    setattr(settings, name, value)
    with pytest.raises(CommandError, match=name):
        run()


def test_each_subject_can_be_measured_alone():
    wanted = [subject for subject in SUBJECTS if subject.__name__.endswith("start")]
    said = []
    rows = list(measure_all(Bench("small", "large"), said.append, only=["start"]))
    assert (len(wanted), said) == (1, ["Measuring start"])
    assert [line.verdict for line in rows] == [row.MISSING, row.MISSING]


def test_pages_answer_in_the_table_or_are_said_to_be_missing(rudi, siti, client):
    """One real round: a page that exists, and one that does not."""
    client.force_login(rudi.user, backend=pages.BACKEND)
    one = pages.Page("one person", "rudi", f"/warga/{siti.pk}/")
    none = pages.Page("none", "rudi", "/warga/999999/")
    timing = pages._time(one, client, [None, None])
    assert timing.p95 > 0
    assert 0 < timing.queries < 40
    assert pages._time(none, client, [None, None]) is None
    assert [line.verdict for line in pages._judge(none, None, None)] == [row.MISSING]
