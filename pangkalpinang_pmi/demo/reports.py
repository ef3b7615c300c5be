"""What families of the demo city reported without an account: one in each state, and who carries the phone tonight."""

from datetime import datetime, time, timedelta

from django.db.models import Count
from django.utils import timezone
from django.utils.timezone import localdate

from cases.models import Case, Report
from cases.rules.casework import open_case
from cases.rules.clocks import deadline
from cases.rules.families import report_desk, report_follow, report_intake
from cases.rules.reminders import duty
from cases.values.choices import Answer, Category, CloseReason, ContactMedium, FreeSpeech, Relation, Urgency
from cases.values.report_channel import ReportChannel
from lib.cleaning import apart
from pangkalpinang_pmi.demo.papers import specimen
from pangkalpinang_pmi.demo.people import key

TOLD = (
    # name of the report, hours ago, what was answered
    ("darurat", 1, {
        "danger": Answer.YA, "person_name": "Fajar Contoh", "relation": Relation.ORANG_TUA, "country": "MM",
        "place": "dekat Myawaddy", "troubles": [Category.DISEKAP, Category.SCAM_JUDOL],
        "free_to_speak": FreeSpeech.HP_DIPEGANG, "money_asked": Answer.YA, "reporter_name": "Ibu Contoh",
        "reporter_phone": "+6281277000001", "safe_contact": "WhatsApp saja, setelah pukul 20.00",
        "story": "Ia dijanjikan bekerja di restoran. Tadi malam menelepon dua menit sambil berbisik.",
    }),
    ("sakit", 5, {
        "danger": Answer.TIDAK, "person_name": "Lina Contoh", "relation": Relation.SAUDARA, "country": "MY",
        "place": "Johor", "troubles": [Category.SAKIT], "last_contact_by": ContactMedium.WHATSAPP,
    }),
    ("gaji", 30, {
        "danger": Answer.TIDAK, "person_name": "Rian Contoh", "relation": Relation.TEMAN, "country": "TW",
        "troubles": [Category.GAJI_TIDAK_DIBAYAR],
    }),
    ("saudara", 60, {
        "danger": Answer.TIDAK_TAHU, "person_name": "Kakak dan adik", "relation": Relation.KERABAT, "country": "TH",
        "troubles": [Category.HILANG_KONTAK], "reporter_name": "Paman Contoh", "reporter_phone": "+6281277000002",
    }),
    ("keponakan", 80, {
        "danger": Answer.TIDAK, "person_name": "Yudi Contoh", "relation": Relation.KERABAT, "country": "KH",
        "troubles": [Category.INGIN_DIPULANGKAN, Category.DOKUMEN_DITAHAN], "passport": "C7700123",
    }),
    ("nenek", 100, {
        "danger": Answer.TIDAK_TAHU, "person_name": "Cucu saya", "relation": Relation.KERABAT, "country": "MM",
        "troubles": [Category.HILANG_KONTAK], "reporter_name": "Halimah Contoh", "kelurahan_may_know": True,
    }),
    ("pulang", 200, {
        "danger": Answer.TIDAK, "person_name": "Dedi Contoh", "relation": Relation.TETANGGA, "country": "SG",
        "troubles": [Category.HILANG_KONTAK],
    }),
)  # fmt: skip


def fill(city):
    officer = city.officials["disnaker"]
    case = Case.objects.open().filter(urgency=Urgency.P1).order_by("pk").first()
    _sister_calls(case, officer)
    _mother_writes(case, officer)
    _put_on_duty(city)
    for name, hours, answers in TOLD:
        report_intake.keep(key=key("laporan", name), seed=str(key("kode", name)), **answers)
        Report.objects.filter(pk=key("laporan", name)).update(received_at=timezone.now() - timedelta(hours=hours))
        deadline.follow(Report.objects.get(pk=key("laporan", name)))
    told = {name: Report.objects.get(pk=key("laporan", name)) for name, _, _ in TOLD}
    report_desk.link(told["saudara"], Case.objects.get(client_uuid=key("kasus", "dua-saudara")), by=officer)
    report_desk.link(told["nenek"], _case_of_kelurahan(city), by=officer)
    nephew = told["keponakan"]
    report_desk.open_case(nephew, persons=[], urgency=nephew.urgency, category=Category.DOKUMEN_DITAHAN, by=officer)
    report_desk.settle(
        told["pulang"], reason=CloseReason.LAPORAN_TIDAK_BENAR, note="Orangnya sudah di rumah sejak Juni.", by=officer
    )
    report_follow.write(
        told["saudara"], key=key("pesan", 1), text="Kemarin kakaknya menelepon. Ia minta obat.", place="Mae Sot"
    )
    passport = apart.clean(specimen("paspor", "Yudi Contoh"))
    report_follow.write(
        nephew, key=key("pesan", 2), text="Paspornya dipegang agen, ini fotonya.", place="Poipet", photo=passport
    )
    report_follow.write(
        nephew, key=key("pesan", 3), text="Terima kasih, fotonya terbaca. Kami telepon besok.", by=officer
    )


def _mother_writes(case, officer):
    """About the same man, by his name: she reads a line of her own about him."""
    told = report_intake.keep(
        key=key("laporan", "ibu"), seed=str(key("kode", "ibu")), danger=Answer.YA, relation=Relation.ORANG_TUA,
        person_name=case.persons.first().person.name, country=case.country, reporter_name="Ibu Contoh Dua",
        reporter_phone="+6281277000004",
    )  # fmt: skip
    told = report_desk.link(told, case, by=officer)
    report_follow.write(told, key=key("pesan", 4), text="Apakah anak saya sudah makan? Ia tidak membalas pesan saya.")


def _sister_calls(case, officer):
    """About the one who is still held: she is put to his case, with a thread of her own, and the head hears of it at
    once, as nobody carries the phone yet.
    """
    told = {"urgency": Urgency.P1, "category": case.category, "further_categories": [], "country": case.country}
    told |= {
        "place": "",
        "chronology": "Tadi pagi ia menelepon sebentar. Katanya mau dipindahkan.",
        "source": "KELUARGA",
    }
    told |= {"reported_on": localdate(), "reporter_name": "Adik Contoh", "reporter_relation": Relation.SAUDARA}
    open_case.open_case(
        client_uuid=key("laporan", "telepon"), persons=[], channel=ReportChannel.TELEPON, about="Abang saya",
        same=case, reporter_phone="+6281277000003", kelurahan_may_know=False, by=officer, **told,
    )  # fmt: skip


def _case_of_kelurahan(city):
    """So that its officer finds somebody in the list of those whose family lets it know."""
    place = city.officials["kelurahan"].territory.code
    alone = Case.objects.annotate(people=Count("persons")).filter(people=1)
    return alone.filter(persons__person__territory__code__startswith=f"{place}.").order_by("pk").first()


def _put_on_duty(city):
    """The officer carries the phone this week, the head steps in."""
    begins = timezone.make_aware(datetime.combine(city.today, time(0)))
    duty.enter(
        key=key("piket", 1),
        officer=city.officials["disnaker"],
        deputy=city.officials["kadis"],
        starts_at=begins,
        ends_at=begins + timedelta(days=7),
        by=city.officials["kadis"],
    )
