"""What families told us, as it stands at the top of a day at Disnaker."""

from django.db.models import Q
from django.urls import reverse
from django.utils.timezone import localtime

from cases.models import Report
from cases.rules.day import SHOWN, Card, Link, Row, Section
from cases.states.report import ReportStatus
from cases.values.choices import Urgency

LOOKED_AT = 50


def waiting(actor):
    return Report.objects.visible_to(actor).waiting()


def card(number):
    return Card("Laporan keluarga menunggu", number, reverse("cases:reports"), "warn")


def calling(actor):
    """Reports that cannot wait, and messages that nobody has answered."""
    calls = Q(status=ReportStatus.BARU, urgency=Urgency.P1) | Q(reporter_wrote_at__isnull=False)
    return Report.objects.visible_to(actor).filter(calls)


def sections(actor, count):
    """What calls, where the count says that something does: nothing on calm days."""
    found = list(calling(actor).most_pressing_first()[:LOOKED_AT]) if count else []
    pressing = [r for r in found if r.status == ReportStatus.BARU and r.urgency == Urgency.P1][:SHOWN]
    written = sorted((r for r in found if r.reporter_wrote_at), key=lambda r: r.reporter_wrote_at)[:SHOWN]
    rows = [Row(f"{r.person_name} · {r.urgency}", r.get_absolute_url(), _came(r), True) for r in pressing]
    asked = [Row(r.person_name, r.get_absolute_url(), f"sejak {_at(r.reporter_wrote_at)}") for r in written]
    more = Link("Semua laporan", reverse("cases:reports"))
    return [
        *([Section("Laporan darurat, telepon sekarang", rows, "", more)] if rows else []),
        *([Section("Pesan keluarga belum dijawab", asked, "", more)] if asked else []),
    ]


def _came(report):
    return f"{report.country_name}, diterima {_at(report.received_at)}"


def _at(moment):
    return f"{localtime(moment):%d/%m %H.%M}"
