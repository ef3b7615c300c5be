"""Three of the situations of domain.md §9 whole, each through the pages that its people use."""

import uuid
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cases.models import Arrival, Case, CasePerson, Coordination, Report, Returnee, ReturneeList
from cases.rules.returns import returnee_match
from cases.tests.factories import TODAY, make_case, make_person
from cases.tests.replying import reply

pytestmark = pytest.mark.django_db
FIRST, CODE = reverse("cases:report_first"), reverse("cases:report_code")
FOLLOW, NEWS = reverse("cases:follow"), reverse("cases:follow_news")
HEARD = {"happened_on": TODAY, "source": "PERWAKILAN", "said_by": "Bu Contoh, KBRI Yangon"}


@pytest.fixture(autouse=True)
def fresh_limits(db, settings):
    cache.clear()
    settings.DEMO = True


def of(actor):
    """Somebody's own browser."""
    browser = Client()
    browser.force_login(actor.user)
    return browser


class Reporter:
    """Somebody with a phone and no account, and the four words on a slip of paper."""

    def __init__(self, **told):
        self.phone = Client()
        self.phone.post(reverse("cases:report_start"), {"danger": "TIDAK_TAHU"})
        self.phone.post(FIRST, {"person_name": "Bayu Contoh", "country": "MM"} | told)
        self.code = " ".join(self.phone.get(CODE).context["words"])
        self.phone.post(CODE)
        self.report = Report.objects.latest("received_at")

    def adds(self, page, **told):
        self.phone.post(reverse("cases:report_page", args=[page]), told)
        return self

    def reads(self):
        browser = Client()
        assert browser.post(FOLLOW, {"code": self.code}).url == NEWS
        return browser.get(NEWS).content.decode()

    def writes(self, text):
        browser = Client()
        browser.post(FOLLOW, {"code": self.code})
        assert browser.post(NEWS, {"client_uuid": uuid.uuid4(), "text": text}).status_code == 302


def desk(name, report):
    return reverse(f"cases:{name}", args=[report.pk])


def step(browser, subject, target, **more):
    """Press one step on the page of the case, from the state it is in."""
    address = f"{subject.get_absolute_url()}langkah/"
    subject.refresh_from_db()
    form = HEARD | {"target": target, "seen": subject.status, "client_uuid": uuid.uuid4(), "note": "dicatat"} | more
    answer = browser.post(address, form)
    assert answer.status_code == 302, answer.content.decode()
    subject.refresh_from_db()
    assert subject.status == target


def test_row_15_he_does_not_want_to_be_rescued_while_his_mother_insists(ana, dewi, rudi):
    """He earns, he is in love, he is afraid of arrest. What he says himself is written down and counts; his mother
    hears that it is settled and not what he said; and he may change his mind.
    """
    bayu = make_person(rudi, rudi.territory, name="Bayu Contoh")
    mother = Reporter(relation="ORANG_TUA").adds("keterangan", story="Tolong pulangkan anak saya.")
    officer, head = of(ana), of(dewi)
    opened = {"urgency": "P3", "category": "INGIN_DIPULANGKAN", "persons": [bayu.pk]}
    officer.post(desk("open_from_report", mother.report), opened)
    case = Case.objects.get()
    link = case.persons.get()
    for target in ("TRIASE", "DITANGANI"):
        step(officer, case, target)
    step(officer, link, "LOKASI_DIKETAHUI")

    his = {"country": "MM", "place": "", "will": "TIDAK_INGIN", "outcome": "", "seen": link.version}
    officer.post(link.get_absolute_url(), his | {"why": "katanya sendiri lewat telepon: ada pacar, takut ditangkap"})
    step(officer, link, "MENOLAK_PULANG")
    page = officer.get(case.get_absolute_url()).content.decode()
    assert "tidak ingin pulang" in page and "takut ditangkap" in page
    while_open = mother.reads()
    assert "sedang ditangani" in while_open

    link.refresh_from_db()
    officer.post(link.get_absolute_url(), his | {"outcome": "TETAP_DI_LN", "seen": link.version, "why": "pilihannya"})
    step(officer, case, "USUL_TUTUP", reason="MENOLAK_PULANG")
    step(head, case, "DITUTUP", reason="MENOLAK_PULANG")
    at_the_end = mother.reads()
    assert "Penanganan sudah selesai." in at_the_end
    for told in (while_open, at_the_end):
        secrets = ("menolak", "tidak ingin", "pacar", "ditangkap", "Myanmar", case.number)
        assert [word for word in secrets if word in told.lower() or word in told] == []
    mother.writes("Saya tetap minta ia dibawa pulang.")  # she may say so, and somebody reads it
    assert "Saya tetap minta" in officer.get(mother.report.get_absolute_url()).content.decode()

    step(officer, case, "DITANGANI")  # a year later he calls: take me home
    step(officer, link, "DALAM_PENCARIAN")
    assert "sedang ditangani" in mother.reads()


def test_row_18_mother_wife_council_member_and_a_video_tell_of_the_same_man(ana, rudi, bp3mi):
    """Four threads, one case, one letter; each reads his own thread and nobody else's."""
    bayu = make_person(rudi, rudi.territory, name="Bayu Contoh", passport="C1234567")
    tellers = {
        "mother": Reporter(relation="ORANG_TUA").adds("hubungi", reporter_name="Marni dari kota"),
        "wife": Reporter(relation="ISTRI").adds("hubungi", reporter_name="Ratna, Bangka Tengah"),
        "council": Reporter(relation="LSM").adds("keterangan", story="Titipan warga kepada DPRD."),
        "video": Reporter(person_name="Bayu C").adds("keterangan", story="Dari TikTok."),
    }
    for teller in tellers.values():
        teller.adds("keterangan", passport="C1234567")
    officer = of(ana)
    first, *others = tellers.values()
    officer.post(desk("open_from_report", first.report), {"urgency": "P1", "category": "DISEKAP", "persons": [bayu.pk]})
    case = Case.objects.get()
    for other in others:
        page = officer.get(other.report.get_absolute_url()).content.decode()
        assert case.number in page  # it may be the same: offered, and decided by a human being
        assert officer.post(desk("link_report", other.report), {"number": case.number}).status_code == 302
    assert Case.objects.count() == CasePerson.objects.count() == 1

    for name, teller in tellers.items():
        teller.writes(f"Pesan dari {name}.")
    for name, teller in tellers.items():
        page = teller.reads()
        assert f"Pesan dari {name}." in page
        assert [other for other in tellers if other != name and f"Pesan dari {other}." in page] == []
        assert [word for word in ("Marni", "Ratna", "DPRD", "TikTok") if word in page] == []
    reply(officer, tellers["wife"].report, "Kami mencarinya, Bu.")
    assert "Kami mencarinya, Bu." in tellers["wife"].reads()
    assert [name for name in ("mother", "council", "video") if "Kami mencarinya" in tellers[name].reads()] == []

    page = officer.get(case.get_absolute_url()).content.decode()
    assert "Marni dari kota" in page and "Ratna, Bangka Tengah" in page
    ask = reverse("cases:draft_coordination", args=[case.number])
    for wish in ("Mohon dicari.", "Mohon dicari sekali lagi."):
        officer.post(ask, {"agency": bp3mi.pk, "request": wish})
    assert Coordination.objects.get().request == "Mohon dicari."


NAMES = ["Rosmala", "Bambang", "Sutrisno", "Hartati", "Yohanes", "Nurhayati", "Zulkarnain", "Mardiana", "Supriadi"]
FAMILY = ["Harapan", "Wibisono", "Kurniawan", "Siregar"]
STRANGERS = ("Zakaria Xenofon B1112223", "Wempi Qolbu", "tidak terbaca C9990001")


def misspelt(name):
    """As somebody at another desk heard it: "Rusmalah Harapan", the passport with a space in it."""
    first, last = name.split()
    return f"{first[:-1]}{first[-1]}h {last}".replace("a", "e", 1)


def test_row_20_forty_arrive_in_one_night_with_names_and_passports_misspelt(ana, dewi, rudi):
    """The list is pasted as it came. The machine takes nobody for somebody, nobody is lost, and all are fetched."""
    names = [f"{first} {last}" for first in NAMES for last in FAMILY] + ["Joko Terlantar"]
    people = [
        make_person(rudi, rudi.territory, name=name, passport=f"C{7_000_000 + number * 137}")
        for number, name in enumerate(names)
    ]
    stranded = make_case(ana, [people[-1]])
    lines = [f"{n}. {misspelt(p.name)}  C {7_000_000 + i * 137}" for n, (i, p) in enumerate(enumerate(people), 1)]
    lines += [f"{38 + number}. {stranger}" for number, stranger in enumerate(STRANGERS)]
    assert len(lines) == 40
    officer = of(ana)
    facts = {"client_uuid": uuid.uuid4(), "reference": "B-1/2026", "received_on": TODAY, "country": "KH"}
    facts |= {"category": "DEPORTASI", "urgency": "P3", "source": "BP3MI", "text": "\n".join(lines)}
    kept_at = officer.post(reverse("cases:returnee_lists"), facts).url
    kept = ReturneeList.objects.get()
    returnee_match.run(kept.pk, TODAY)
    assert Returnee.objects.filter(list=kept).count() == 40
    assert Case.objects.count() == 1  # found alike is not yet decided

    for line in Returnee.objects.filter(list=kept):
        address = reverse("cases:returnee", args=[kept.pk, line.pk])
        page = officer.get(address).context["row"]
        alike = [pk for pk, _, _ in line.content["alike"]]
        choice = f"p{alike[0]}" if alike else "BELUM_TERIDENTIFIKASI"
        form = {"client_uuid": uuid.uuid4(), "seen": line.version, "choice": choice}
        assert page and officer.post(address, form).url == kept_at
    who_is_who = {line.position: line.link.person for line in Returnee.objects.exclude(link=None)}
    assert [who_is_who[position] for position in sorted(who_is_who)] == people
    assert stranded.persons.count() == 1 and Case.objects.count() == 37  # his case was open: he is put to it
    page = officer.get(reverse("cases:unidentified")).content.decode()
    assert [stranger for stranger in ("Zakaria Xenofon", "Wempi Qolbu", "tidak terbaca") if stranger not in page] == []

    tonight = timezone.localtime() + timedelta(hours=5)
    arrival = {"client_uuid": uuid.uuid4(), "expected_at": f"{tonight:%Y-%m-%dT%H:%M}", "place": "DEPATI_AMIR"}
    arrival |= {"pick_up": "PETUGAS_DISNAKER", "persons": [link.pk for link in CasePerson.objects.all()]}
    assert officer.post(reverse("cases:plan_returnees", args=[kept.pk]), arrival).status_code == 302
    assert Arrival.objects.count() == 37
    deeds = officer.get(reverse("cases:prepare_day_bast", args=[f"{tonight:%Y-%m-%d}"])).content.decode()
    assert [person.name for person in people if person.name not in deeds] == []
