"""Two residents of one kelurahan come home: one is to be handed over before its eyes, one waits for its first call."""

from cases.forms.letters.bast_batch import BASTBatchForm
from cases.models import Person
from cases.rules import intake
from cases.rules.casework import funding
from cases.rules.letters import case_letter
from cases.states.case import CaseStatus
from cases.states.case_letter import CaseLetterStatus as S
from cases.states.case_person import CasePersonStatus
from cases.states.journey import JourneyStatus
from cases.values.case_letter import CaseLetterKind
from cases.values.choices import Category, Source, Urgency
from cases.values.funding import Leg, Payer
from pangkalpinang_pmi.demo import letters
from pangkalpinang_pmi.demo.cases import HANDED_OVER
from pangkalpinang_pmi.demo.casework import city_staff
from pangkalpinang_pmi.demo.people import key
from pangkalpinang_pmi.demo.steps import lead

FLIGHT = 2_000_000
BACK = (JourneyStatus.PULANG, JourneyStatus.PEMBERDAYAAN)


def fill(city):
    place = city.officials["kelurahan"].territory
    people = Person.objects.filter(territory__code__startswith=f"{place.code}.", merged_into=None)
    free = people.filter(latest_status__in=BACK, case_persons=None).order_by("pk")
    for person, steps in zip(free, (HANDED_OVER[:-1], HANDED_OVER), strict=False):
        case = _open(city, person)
        link = lead(case.persons.get(), steps, who=city_staff(city), dates=[city.today] * len(steps))
        if link.status == CasePersonStatus.PERJALANAN_DAERAH:
            _approve_deed(city, link)


def _open(city, person):
    """The family lets the kelurahan know."""
    case = intake.open_case(
        client_uuid=key("pulang", person.pk),
        persons=[person],
        by=city.officials["disnaker"],
        happened_on=city.today,
        category=Category.DEPORTASI,
        urgency=Urgency.P3,
        country="MY",
        chronology="Dipulangkan lewat Perwakilan RI bersama puluhan orang lain. Sehat, tanpa bekal.",
        reported_on=city.today,
        source=Source.BP3MI,
        kelurahan_may_know=True,
    )
    funding.propose(
        case, client_uuid=key("biaya-pulang", person.pk), by=city.officials["disnaker"],
        leg=Leg.KE_PANGKALPINANG, payer=Payer.APBD_KOTA, amount=FLIGHT,
    )  # fmt: skip
    steps = (CaseStatus.TRIASE, CaseStatus.DITANGANI)
    return lead(case, steps, who=city_staff(city), dates=[city.today] * len(steps))


def _approve_deed(city, link):
    officer, head = city.officials["disnaker"], city.officials["kadis"]
    typed = {
        "client_uuid": key("serah-terima"),
        "handed_on": f"{city.today:%Y-%m-%d}",
        "place": "Kantor lurah (contoh)",
    }
    typed |= {"condition": "Sehat dan dapat berkomunikasi dengan baik.", "witnesses": "Nama Lurah (contoh), Lurah"}
    form = BASTBatchForm([link], typed | {f"orang-{link.pk}-takes": "on"})
    if not form.is_valid():
        raise ValueError(form.errors)
    ((written, answers),) = form.letters()
    deed = case_letter.draft(
        link.case, CaseLetterKind.S08, written, answers, client_uuid=key("serah-terima", link.pk), by=officer
    )
    for target, by in ((S.DIPARAF, officer), (S.DITANDATANGANI, head)):
        deed = letters.step(city, deed, target, by)
