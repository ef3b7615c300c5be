"""Opening and working the cases of the table: the deeds of Disnaker, its head and BP3MI, in the order of the days."""

from datetime import timedelta

from accounts.models import CITY_CODE, Assignment, Role
from cases import handover, intake
from cases.models import Case, CaseNote
from cases.states.case_person import CasePersonStatus
from cases.states.coordination import SENT
from cases.states.journey import JourneyStatus
from cases.values.choices import DocumentStatus
from pangkalpinang_pmi.demo.cases import STORIES
from pangkalpinang_pmi.demo.dating import moment
from pangkalpinang_pmi.demo.people import enter, give_passport, key
from pangkalpinang_pmi.demo.steps import lead, spread
from pangkalpinang_pmi.invented.numbers import make_phone

LEFT_BEHIND, PASSED_ON = "sakit", "tidak-mau-pulang"
ASKED = "Mohon penelusuran keberadaan, pendampingan, dan kabar perkembangan."


def fill(city):
    for story in STORIES:
        _tell(city, story)
    _leave_one_behind(city)


def _leave_one_behind(city):
    """An officer's term ran out by its date while a case was in his hands: the head finds it on her day."""
    officer, head = city.officials["disnaker"], city.officials["kadis"]
    former = city.officials.colleague("disnaker.lama", Role.DISNAKER, CITY_CODE)
    case = Case.objects.get(client_uuid=key("kasus", LEFT_BEHIND))
    handover.hand_over(case, former, by=officer, on=city.today, note="Saya yang mendampingi keluarganya.")
    Assignment.objects.filter(pk=former.pk).update(ends_on=city.ago(1))
    calm = Case.objects.get(client_uuid=key("kasus", PASSED_ON))
    handover.hand_over(calm, head, by=officer, on=city.today, note="Menunggu keputusan Kepala Dinas.")


def _tell(city, story):
    reported_on, last = story.days_told(city.today)
    travellers = [one for one in story.travellers for _ in range(one.count)]
    persons = [_enter(city, story, number, one, reported_on, last) for number, one in enumerate(travellers)]
    case = _open(city, story, persons, reported_on)
    if story.with_dinsos:
        intake.add_member(case, city.officials["dinsos"].office, by=city.officials["disnaker"])
    coordination = _coordinate(city, story, case, reported_on, last)
    _lead_persons(city, story, case, travellers, coordination, reported_on, last)
    dates = spread(reported_on, last, len(story.steps))
    lead(case, story.steps, who=_city_staff(city), dates=dates, reason=story.reason)
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
    drafted.history.update(happened_on=reported_on)
    dates = spread(reported_on, last, len(story.coordination))
    return lead(drafted, story.coordination, who=_staff(city), dates=dates, reason=story.reason)


def _lead_persons(city, story, case, travellers, coordination, reported_on, last):
    """BP3MI reports what it was asked about; otherwise Disnaker writes what it was told."""
    was_sent = coordination is not None and any(step in SENT for step in story.coordination)
    who = _staff(city) if was_sent else _city_staff(city)
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


def _city_staff(city):
    """Disnaker and its head, who may take every step of a case."""

    def who(permission):
        head, officer = city.officials["kadis"], city.officials["disnaker"]
        return officer if officer.has_perm(permission) else head

    return who
