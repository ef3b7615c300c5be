"""Opening and working the cases of the table: the deeds of Disnaker, its head and BP3MI, in the order of the days."""

from datetime import date, timedelta

import pgtrigger

from accounts.models import CITY_CODE, Assignment, Role
from cases.models import Case, CaseNote
from cases.rules import intake
from cases.rules.casework import (
    case_page,
    casefile,
    funding,
    group_event,
    handover,
    need_to_know,
    recruiter_mention,
    tppo,
)
from cases.states.case import CaseStatus
from cases.states.case_person import CasePersonStatus
from cases.states.coordination import SENT
from cases.states.funding import FundingStatus
from cases.states.journey import JourneyStatus
from cases.values.casefile import Assessor, Finding, NoteKind, Outcome, Tie, Will
from cases.values.choices import DocumentStatus
from cases.values.funding import Leg, Payer
from pangkalpinang_pmi.demo.cases import STORIES
from pangkalpinang_pmi.demo.dating import moment
from pangkalpinang_pmi.demo.offers import RECRUITER
from pangkalpinang_pmi.demo.people import enter, give_passport, key
from pangkalpinang_pmi.demo.steps import lead, spread
from pangkalpinang_pmi.invented.numbers import make_phone

LEFT_BEHIND, PASSED_ON = "sakit", "tidak-mau-pulang"
FLIGHT = 4_500_000
ASKED = "Mohon penelusuran keberadaan, pendampingan, dan kabar perkembangan."


def fill(city):
    for story in STORIES:
        _tell(city, story)
    _leave_one_behind(city)
    _gather(city)
    _know_more(city)


def _leave_one_behind(city):
    """An officer's term ran out by its date while a case was in his hands: the head finds it on her day."""
    officer, head = city.officials["disnaker"], city.officials["kadis"]
    former = city.officials.colleague("disnaker.lama", Role.DISNAKER, CITY_CODE)
    case = _case(LEFT_BEHIND)
    handover.hand_over(case, former, by=officer, on=city.today, note="Saya yang mendampingi keluarganya.")
    Assignment.objects.filter(pk=former.pk).update(ends_on=city.ago(1))
    calm = _case(PASSED_ON)
    handover.hand_over(calm, head, by=officer, on=city.today, note="Menunggu keputusan Kepala Dinas.")


def _case(name):
    return Case.objects.get(client_uuid=key("kasus", name))


def _gather(city):
    """The group of March 2025 that everybody in the city remembers."""
    group = group_event.make(
        client_uuid=key("rombongan", "myawaddy"),
        by=city.officials["disnaker"],
        name="Myawaddy, Maret 2025",
        happened_on=date(2025, 3, 5),
        country="MM",
        place="Myawaddy, seberang Mae Sot",
        chronology="Keluar lewat Mae Sot bersama ratusan WNI lain, diterbangkan ke Jakarta, ditampung tiga hari, lalu "
        "dijemput bersama di Bandara Depati Amir.",
    )
    group_event.bring_in(group, [_case("myawaddy").number], by=city.officials["disnaker"])


def _know_more(city):
    """What officers learn later: each person's own will, a slip put right, a neighbour, and a conflict of interest."""
    officer, head = city.officials["disnaker"], city.officials["kadis"]
    elder, younger = _case("dua-saudara").persons.order_by("pk")
    casefile.edit_person(elder, seen=0, why="Kata sang kakak lewat telepon KBRI.", by=officer, will=Will.INGIN_PULANG)
    casefile.edit_person(younger, seen=0, why="Belum bisa dihubungi.", by=officer, country="MM", will=Will.RAGU)
    refuser = _case("tidak-mau-pulang").persons.get()
    casefile.edit_person(
        refuser, seen=0, why="Ia sendiri, lewat telepon.", by=officer,
        will=Will.TIDAK_INGIN, outcome=Outcome.TETAP_DI_LN,
    )  # fmt: skip
    held = _case("masih-ditahan")
    wrong = intake.add_note(held, client_uuid=key("catatan", "salah"), text="Ibu: ia di Poipet.", by=officer)
    entry = case_page.entry_of(held, officer, wrong.pk)
    intake.add_note(
        held, client_uuid=key("catatan", "betul"), text="Ternyata di Chrey Thum; ibunya salah dengar.", by=officer,
        corrects=entry,
    )  # fmt: skip
    intake.add_note(
        held, client_uuid=key("catatan", "kontak"), text="Menelepon sebentar: sehat, belum bisa keluar.", by=officer,
        kind=NoteKind.KONTAK, spoke_with="korban, telepon 3 menit", happened_on=city.ago(2),
    )  # fmt: skip
    link = held.persons.get()
    for assessor, finding, days in (
        (Assessor.PERWAKILAN, Finding.BELUM_DINILAI, 12),
        (Assessor.POLRI, Finding.TERINDIKASI_KORBAN, 3),
    ):
        tppo.record(
            link, client_uuid=key("temuan", assessor), by=officer, assessor=assessor, finding=finding,
            assessed_on=city.ago(days), basis="Wawancara lewat telepon",
        )  # fmt: skip
    casefile.tie(held, _case("pulang-kamboja").number, Tie.PEREKRUT, by=officer)
    for case, who in ((held, "ibunya"), (_case("pulang-kamboja"), "korban sendiri")):  # one number, two families
        recruiter_mention.record(
            case, client_uuid=key("perekrut", case.number), by=officer, name="Bang Iwan", phone=RECRUITER,
            told=f"Kata {who}: ia membeli tiket dan mengantar sampai bandara.",
        )  # fmt: skip
    cousin = city.officials.colleague("disnaker.dua", Role.DISNAKER, CITY_CODE)
    need_to_know.shut_out(held, cousin, reason="Sepupu dari perekrut yang disebut keluarga.", by=head)
    need_to_know.open_in_emergency(
        client_uuid=key("darurat", "masih-ditahan"), number=held.number, by=cousin,
        reason="Korban menelepon malam hari dan minta dijemput; petugas lain tidak mengangkat.",
    )  # fmt: skip


def _tell(city, story):
    reported_on, last = story.days_told(city.today)
    travellers = [one for one in story.travellers for _ in range(one.count)]
    persons = [_enter(city, story, number, one, reported_on, last) for number, one in enumerate(travellers)]
    case = _open(city, story, persons, reported_on)
    if story.with_dinsos:
        intake.add_member(case, city.officials["dinsos"].office, by=city.officials["disnaker"])
    coordination = _coordinate(city, story, case, reported_on, last)
    _plan_money(city, story, case, len(travellers), reported_on)
    _lead_persons(city, story, case, travellers, coordination, reported_on, last)
    dates = spread(reported_on, last, len(story.steps))
    lead(case, story.steps, who=city_staff(city), dates=dates, reason=story.reason)
    _note(city, story, case, last)


def _enter(city, story, number, one, reported_on, last):
    """The register knew the person before there was trouble."""
    left = reported_on - timedelta(days=240)
    values = one.work.as_journey() | {"departed_on": left, "returned_on": last if one.at_home else None}
    on, status = reported_on - timedelta(days=20), JourneyStatus.DI_LUAR_NEGERI
    person = enter(city, f"kasus-{story.key}-{number}", values, on=on, status=status, sex=one.sex).person
    give_passport(city, person, expires_on=city.ago(-900), status=DocumentStatus.DITAHAN)
    return person


def _open(city, story, persons, reported_on):
    return intake.open_case(
        client_uuid=key("kasus", story.key),
        persons=persons,
        by=city.officials["disnaker"],
        happened_on=reported_on,
        category=story.category,
        further_categories=list(story.further),
        urgency=story.urgency,
        country=story.country,
        place=story.place,
        chronology=story.chronology,
        reported_on=reported_on,
        source=story.source,
        reporter_name="Keluarga (nama contoh)",
        reporter_relation=story.relation,
        reporter_phone=make_phone(next(city.serial)),
        kelurahan_may_know=story.with_dinsos,
    )


def _coordinate(city, story, case, reported_on, last):
    if story.coordination is None:
        return None
    drafted = intake.draft_coordination(case, city.agency, by=city.officials["disnaker"], request=ASKED)
    with pgtrigger.ignore("cases.CoordinationChange:never_edited"):
        drafted.history.update(happened_on=reported_on)
    dates = spread(reported_on, last, len(story.coordination))
    return lead(drafted, story.coordination, who=_staff(city), dates=dates, reason=story.reason)


def _plan_money(city, story, case, count, on):
    """Nobody is given a flight before it is known who pays; of what is over, the bill is paid."""
    if not any(CasePersonStatus.JADWAL_PULANG in one.steps for one in story.travellers):
        return
    leg = funding.propose(
        case, client_uuid=key("biaya", story.key, Leg.KE_JAKARTA), by=city.officials["disnaker"],
        leg=Leg.KE_JAKARTA, payer=Payer.APBN_KEMLU, amount=FLIGHT * count,
    )  # fmt: skip
    if CaseStatus.DITUTUP in story.steps:
        lead(leg, (FundingStatus.DISANGGUPI, FundingStatus.DIBAYAR), who=city_staff(city), dates=(on, on))


def _lead_persons(city, story, case, travellers, coordination, reported_on, last):
    """BP3MI reports what it was asked about; otherwise Disnaker writes what it was told."""
    was_sent = coordination is not None and any(step in SENT for step in story.coordination)
    who = _staff(city) if was_sent else city_staff(city)
    for link, one in zip(case.persons.order_by("pk"), travellers, strict=True):
        lead(link, one.steps, who=who, dates=spread(reported_on, last, len(one.steps)), reason=story.reason)
        _follow_in_register(city, link.journey, one, last)


def _follow_in_register(city, journey, one, last):
    """What the case says about a person, his journey says too."""
    steps = ()
    if one.at_home:
        reintegrating = one.steps[-1] == CasePersonStatus.REINTEGRASI
        steps = (JourneyStatus.PULANG, JourneyStatus.PEMBERDAYAAN) if reintegrating else (JourneyStatus.PULANG,)
    elif one.steps[-1:] in ((CasePersonStatus.MENINGGAL,), (CasePersonStatus.HILANG_KONTAK,)):
        steps = (JourneyStatus(one.steps[-1]),)
    place = journey.person.territory
    lead(journey, steps, who=lambda right: city.officials.responsible(right, place), dates=[last] * len(steps))


def _note(city, story, case, last):
    told = [(text, None) for text in story.notes] + [(text, city.agency) for text in story.shared_notes]
    for number, (text, shared_with) in enumerate(told):
        client_uuid = key("catatan", story.key, number)
        note = intake.add_note(
            case, client_uuid=client_uuid, text=text, by=city.officials["disnaker"], shared_with=shared_with
        )
        CaseNote.objects.filter(pk=note.pk).update(recorded_at=moment(last, number))


def _staff(city):
    return lambda permission: city.officials.responsible(permission, None)


def city_staff(city):
    """Disnaker and its head, who may take every step of a case."""

    def who(permission):
        head, officer = city.officials["kadis"], city.officials["disnaker"]
        return officer if officer.has_perm(permission) else head

    return who
