"""What families told is not kept for ever; what nobody has looked at, and what may be evidence, is not thrown away."""

import uuid
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from cases.models import Case, Report, ReportChange, ReportMessage, StoredFile
from cases.rules import uploads
from cases.rules.families import report_desk, report_follow, report_intake
from cases.rules.privacy import retention
from cases.values.choices import CloseReason
from lib import sealed_file
from lib.cleaning.apart import Cleaned
from lib.cleaning.kind import Kind
from lib.clock import today
from lib.tests import papers

YEAR = timedelta(days=365)


@pytest.fixture(autouse=True)
def own_disk(db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def report(ana):
    """With a photo in its thread."""
    told = report_intake.keep(key=uuid.uuid4(), seed="", danger="YA", person_name="Bayu Contoh", country="MM")
    photo = Cleaned(Kind.JPEG, [papers.photo()], "0" * 64)
    report_follow.write(told, key=uuid.uuid4(), text="Ini paspornya.", photo=photo)
    return told


@pytest.fixture
def settled(report, ana):
    return report_desk.settle(report, reason=CloseReason.LAPORAN_TIDAK_BENAR, note="Orangnya di rumah.", by=ana)


def closed(case, **about):
    Case.objects.filter(pk=case.pk).update(**{"category": "GAJI_TIDAK_DIBAYAR", "status": "DITUTUP"} | about)


def test_a_report_without_a_case_goes_with_all_that_hangs_on_it_a_year_after_it_was_settled(settled):
    retention.purge(today() + YEAR - timedelta(days=1))
    assert Report.objects.exists()
    counts = retention.purge(today() + YEAR)
    assert counts["laporan keluarga tanpa kasus dan fotonya, 1 tahun sesudah diselesaikan"] == 1
    left = (Report, ReportMessage, ReportChange, StoredFile)
    assert [model.__name__ for model in left if model.objects.exists()] == []


def test_its_sealed_pages_go_from_the_disk(settled, monkeypatch):
    name = StoredFile.objects.get().names[0]
    old = timezone.now() + timedelta(hours=2)
    retention.purge(today() + YEAR)
    assert [found for found, _ in sealed_file.older_than(old)] == [name]
    monkeypatch.setattr(uploads, "LEFT_ALONE", timedelta(hours=-2))
    assert retention.purge(today() + YEAR)[retention.ORPHANS] == 1
    assert list(sealed_file.older_than(old)) == []


def test_what_still_waits_at_the_desk_is_never_thrown_away(report):
    retention.purge(today() + 10 * YEAR)
    assert Report.objects.get() == report


def test_what_became_part_of_a_case_stays_with_it(report, case, ana):
    report_desk.link(report, case, by=ana)
    closed(case)
    retention.purge(today() + 2 * YEAR)
    assert Report.objects.get().case == case


def test_photos_go_a_year_after_the_case_was_closed_and_the_words_stay(report, case, ana):
    report_desk.link(report, case, by=ana)
    closed(case)
    retention.purge(today() + YEAR - timedelta(days=1))
    assert StoredFile.objects.exists()
    retention.purge(today() + YEAR)
    assert not StoredFile.objects.exists() and ReportMessage.objects.get().text == "Ini paspornya."


@pytest.mark.parametrize(
    "about",
    [{"status": "DITANGANI"}, {"category": "SCAM_JUDOL"}, {"further_categories": ["KEKERASAN_MAJIKAN"]}],
    ids=["open", "crime", "further"],
)
def test_what_may_be_evidence_stays(report, case, ana, about):
    report_desk.link(report, case, by=ana)
    closed(case, **about)
    retention.purge(today() + 2 * YEAR)
    assert StoredFile.objects.exists()


def test_what_an_assessor_found_keeps_the_photos(report, case, ana):
    report_desk.link(report, case, by=ana)
    closed(case)
    link = case.persons.get()
    link.tppo_findings.create(assessor="POLRI", assessed_on=today(), finding="TERINDIKASI_KORBAN", by=ana)
    retention.purge(today() + 2 * YEAR)
    assert StoredFile.objects.exists()


def test_a_browser_that_went_away_leaves_no_key_behind(client):
    """The seed of a code that nobody has written down stands in the session until then."""
    client.post(reverse("cases:report_start"), {"danger": "YA"})
    client.post(reverse("cases:report_first"), {"person_name": "Bayu Contoh"})
    assert Session.objects.get().get_decoded()["lapor"]["seed"]
    retention.purge(today())
    assert Session.objects.exists()
    Session.objects.update(expire_date=timezone.now() - timedelta(days=1))
    retention.purge(today())
    assert not Session.objects.exists()


def test_each_rule_throws_away_something_else(client):
    """One query under two names would count every row twice."""
    client.get(reverse("cases:report_start"))
    client.post(reverse("cases:report_start"), {"danger": "YA"})
    Session.objects.update(expire_date=timezone.now() - timedelta(days=1))
    assert sum(retention.purge(today()).values()) == 1


def test_without_wet_run_it_only_counts(settled, capsys):
    Report.objects.update(status_since=timezone.now() - YEAR)
    call_command("purge_expired")
    assert "laporan keluarga tanpa kasus dan fotonya, 1 tahun sesudah diselesaikan: 1" in capsys.readouterr().out
    assert Report.objects.exists()
    call_command("purge_expired", "--wet-run")
    assert not Report.objects.exists()
