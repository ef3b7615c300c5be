"""Ana at Disnaker's desk reads what families told: opens a case, puts reports together, closes what is none."""

import uuid

import pytest
from django.urls import reverse

from cases.models import Case, Reminder, Report, ReportMessage
from cases.rules import intake
from cases.rules.coordination import sharing_fields
from cases.rules.families import report_desk, report_follow, report_intake
from cases.states.report import ReportStatus
from cases.tests.factories import make_person
from cases.tests.replying import look
from cases.values.choices import Answer, Category, CloseReason, Source, Urgency


def tell(name="Siti Contoh", **answers):
    given = {"danger": Answer.YA, "person_name": name, "country": "MM", "place": "Myawaddy"} | answers
    return report_intake.keep(key=uuid.uuid4(), seed=uuid.uuid4(), **given)


@pytest.fixture
def report(ana):
    return tell(reporter_name="Ibu Contoh", reporter_phone="+6281234567890", troubles=[Category.DISEKAP])


@pytest.fixture
def desk(client, ana, settings):
    settings.DEMO = True
    client.force_login(ana.user)
    return client


def deed(name, report):
    return reverse(f"cases:{name}", args=[report.pk])


def test_the_most_pressing_stands_first_and_a_flood_behind_its_level(desk, report):
    tell("Contoh Tiga", danger=Answer.TIDAK)
    tell("Contoh Dua", is_suspect=True)
    tell("Contoh Satu")
    html = desk.get(reverse("cases:reports")).content.decode()
    places = [html.index(name) for name in ("Siti Contoh", "Contoh Satu", "Contoh Dua", "Contoh Tiga")]
    assert places == sorted(places)


def test_the_officer_reads_why_it_is_pressing_and_no_full_number(desk, report):
    html = desk.get(report.get_absolute_url()).content.decode()
    assert "Disekap / ditebus" in html and "nyawanya terancam sekarang" in html
    assert "81234567890" not in html and "7890" in html


def test_a_number_is_opened_with_a_reason_that_is_kept(desk, report, ana):
    path = deed("reveal_report_phone", report)
    assert "+6281234567890" not in desk.post(path, {"reason": ""}).content.decode()
    assert "+6281234567890" in desk.post(path, {"reason": "menelepon pelapor"}).content.decode()


def test_who_it_may_be_is_offered(desk, report, rudi, ana):
    siti = make_person(rudi, rudi.territory, name="Siti Contoh", passport="C1234567")
    case = intake.open_case(
        client_uuid=uuid.uuid4(), persons=[siti], by=ana, happened_on=siti.registered_at.date(), urgency=Urgency.P2,
        category=Category.HILANG_KONTAK, reported_on=siti.registered_at.date(), source=Source.KELUARGA,
    )  # fmt: skip
    other = tell("Siti Contoh", passport="C1234567")
    maybe = report_desk.candidates(other, ana)
    assert [(found.row, found.why) for found in maybe.persons] == [(siti, "nomor paspor sama")]
    assert [found.row for found in maybe.cases] == [case]
    assert [found.row for found in maybe.reports] == [report]


def test_a_stranger_is_offered_nobody(report, ana):
    assert report_desk.candidates(tell("Joko Lain Sekali"), ana) == ([], [], [])


def test_a_case_is_opened_from_it_once_through_the_one_intake(desk, report, rudi):
    siti = make_person(rudi, rudi.territory)
    form = {"urgency": "P1", "category": "DISEKAP", "persons": [siti.pk]}
    first = desk.post(deed("open_from_report", report), form)
    again = desk.post(deed("open_from_report", report), form)
    case = Case.objects.get()
    assert first.headers["Location"] == again.headers["Location"] == case.get_absolute_url()
    assert [link.person for link in case.persons.all()] == [siti]
    assert (case.reporter_name, case.reporter_phone, case.place) == ("Ibu Contoh", "+6281234567890", "Myawaddy")
    assert "Disekap" in case.chronology and case.kelurahan_may_know is False
    report.refresh_from_db()
    assert (report.status, report.case) == (ReportStatus.JADI_KASUS, case)


def test_the_recruiter_and_how_to_reach_the_family_stay_in_the_report(desk, rudi):
    """The chronology leaves for agencies as a public task; these two stay readable where the family wrote them."""
    secrets = {"recruiter": "Joni Calo", "safe_contact": "WhatsApp sesudah pukul 20"}
    report = tell(story="Paspor diambil.", **secrets)
    form = {"urgency": "P1", "category": "DISEKAP", "persons": [make_person(rudi, rudi.territory).pk]}
    desk.post(deed("open_from_report", report), form)
    case = Case.objects.get()
    leaves = " ".join(value for _, _, value in sharing_fields.lines_of(case, list(sharing_fields.FIELDS)))
    assert "Paspor diambil." in leaves and not any(words in leaves + case.chronology for words in secrets.values())
    page = desk.get(report.get_absolute_url()).content.decode()
    assert all(words in page for words in secrets.values())
    assert report.get_absolute_url() in desk.get(case.get_absolute_url()).content.decode()


def test_a_second_reporter_is_put_to_the_same_case_and_keeps_his_own_thread(desk, report, case):
    wife = tell(reporter_name="Istri Contoh")
    for one in (report, wife):
        assert desk.post(deed("link_report", one), {"number": case.number.lower()}).status_code == 302
    report_follow.write(wife, key=uuid.uuid4(), text="Hanya dari istri.")
    assert {r.case for r in Report.objects.all()} == {case}
    assert "Hanya dari istri" not in desk.get(report.get_absolute_url()).content.decode()
    html = desk.get(case.get_absolute_url()).content.decode()
    assert "Ibu Contoh" in html and "Istri Contoh" in html


@pytest.mark.parametrize("number", ["", "K-2026-9999", "K\0", "x" * 10_000])
def test_a_wrong_number_links_nothing(desk, report, number):
    assert desk.post(deed("link_report", report), {"number": number}).status_code == 200
    report.refresh_from_db()
    assert report.status == ReportStatus.BARU


def test_a_wrong_link_is_undone_with_a_note(desk, report, case, ana):
    report_desk.link(report, case, by=ana)
    assert desk.post(deed("put_back_report", report), {"note": ""}).status_code == 200
    desk.post(deed("put_back_report", report), {"note": "Bukan orang yang sama."})
    report.refresh_from_db()
    assert (report.status, report.case) == (ReportStatus.BARU, None)


def test_a_case_opened_by_mistake_gives_its_report_back(desk, report, ana):
    """It may then become another case; the first stays, without it."""
    first = report_desk.open_case(report, persons=[], urgency="P1", category="DISEKAP", by=ana)
    assert "Lepaskan dari kasus" in desk.get(report.get_absolute_url()).content.decode()
    assert desk.post(deed("put_back_report", report), {"note": ""}).status_code == 200
    desk.post(deed("put_back_report", report), {"note": "Orang lain yang dimaksud."})
    report.refresh_from_db()
    assert (report.status, report.case, Case.objects.get()) == (ReportStatus.BARU, None, first)
    second = report_desk.open_case(report, persons=[], urgency="P1", category="DISEKAP", by=ana)
    report.refresh_from_db()
    assert second != first and report.case == second


def test_it_is_closed_with_a_reason_and_opened_again(desk, report):
    assert desk.post(deed("settle_report", report), {"reason": CloseReason.DUPLIKAT}).status_code == 200
    desk.post(deed("settle_report", report), {"reason": CloseReason.LAPORAN_TIDAK_BENAR, "note": "Orangnya di rumah."})
    report.refresh_from_db()
    assert report.status == ReportStatus.SELESAI and report.history.first().note == "Orangnya di rumah."
    desk.post(deed("put_back_report", report), {"note": "Ternyata benar."})
    report.refresh_from_db()
    assert report.status == ReportStatus.BARU


def test_two_officers_one_report_one_case(report, case, ana, dewi):
    """Dewi links what Ana opened a moment ago: the page tells her, nothing is overwritten."""
    opened = report_desk.open_case(report, persons=[], urgency="P1", category="DISEKAP", by=ana)
    with pytest.raises(Exception, match="Statusnya sudah berubah"):
        report_desk.link(report, case, by=dewi)
    report.refresh_from_db()
    assert report.case == opened


def test_an_answer_reaches_the_thread_once_and_ends_the_waiting(desk, report):
    report_follow.write(report, key=uuid.uuid4(), text="Ia menelepon.")
    form = look(desk, report, "Kami baca. Terima kasih.")
    for _ in range(2):
        desk.post(deed("reply_to_reporter", report), form)
    report.refresh_from_db()
    assert ReportMessage.objects.count() == 2 and report.reporter_wrote_at is None


def test_a_p1_and_an_unanswered_message_stand_at_the_top_of_the_day(desk, report):
    report_follow.write(report, key=uuid.uuid4(), text="Ia menelepon.")
    sections = [section.title for section in desk.get("/beranda/").context["day"].sections]
    assert sections[:2] == ["Laporan darurat, telepon sekarang", "Pesan keluarga belum dijawab"]


def test_the_message_to_the_duty_officer_leads_to_the_report(desk, report):
    reminder = Reminder.objects.get(report=report)
    assert desk.get(f"/pengingat/{reminder.pk}/").headers["Location"] == report.get_absolute_url()
    assert "Laporan keluarga P1" in desk.get("/pengingat/").content.decode()


def test_dinsos_reads_only_reports_of_its_cases(client, settings, report, case, ana, dina):
    settings.DEMO = True
    client.force_login(dina.user)
    assert client.get(report.get_absolute_url()).status_code == 404
    report_desk.link(report, case, by=ana)
    intake.add_member(case, dina.office, by=ana)
    page = client.get(report.get_absolute_url())
    assert page.status_code == 200 and "Yang bisa Anda lakukan" not in page.content.decode()
    assert client.post(deed("reply_to_reporter", report), {"text": "x"}).status_code == 403
