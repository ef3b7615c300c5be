"""Every machine, every pair of states: what the tables list is possible, and nothing else."""

import uuid
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, transaction

from cases.models import Case, CaseLetter, CasePerson, Coordination, Funding, Journey, Report
from cases.rules import intake, workflow
from cases.rules.casework import funding
from cases.rules.families import report_intake
from cases.states.moves import find
from cases.tests.factories import TODAY, make_case, make_case_letter, make_person
from pangkalpinang_pmi.permissions import MATRIX

FIXTURES = {
    Case: "case",
    CaseLetter: "letter",
    CasePerson: "link",
    Coordination: "asked",
    Funding: "leg",
    Journey: "journey",
    Report: "report",
}
MACHINES = list(FIXTURES)
FILLED = {
    "happened_on": TODAY,
    "source": "DISNAKER",
    "note": "sebab",
    "reference": "560/1",
    "reason": "DILIMPAHKAN",
    "said_by": "petugas piket",
}
STATES = {model: [value for value, _ in model._meta.get_field("status").choices] for model in MACHINES}


@pytest.fixture
def letter(case, ana):
    return make_case_letter(ana, case, number="560/001/DISNAKER/I/2026")


@pytest.fixture
def leg(case, ana):
    return funding.propose(case, client_uuid=uuid.uuid4(), by=ana, leg="KE_RUMAH", payer="DONATUR", amount=100_000)


@pytest.fixture
def link(case, leg):
    """Whose way home somebody pays: without that he never sets out."""
    return case.persons.get()


@pytest.fixture
def asked(ana, siti, bp3mi):
    """For a person with a reporter: without one nothing is submitted."""
    return intake.draft_coordination(make_case(ana, [siti], reporter_name="Ibu Contoh"), bp3mi, by=ana)


@pytest.fixture
def journey(siti):
    return siti.journeys.get()


@pytest.fixture
def report(case):
    """Of some case: whatever state it is put into, there is one to belong to."""
    told = report_intake.keep(key=uuid.uuid4(), seed="", danger="YA", person_name="Siti Contoh", country="MM")
    Report.objects.filter(pk=told.pk).update(case=case)
    return told


@pytest.fixture
def subject_of(request):
    """One of each machine, made when it is asked for."""
    return lambda model: request.getfixturevalue(FIXTURES[model])


@pytest.fixture
def anyone(ana, monkeypatch):
    monkeypatch.setattr(type(ana), "has_perm", lambda *args: True)
    return ana


def put(subject, status, resumes_to=""):
    type(subject).objects.filter(pk=subject.pk).update(status=status, resumes_to=resumes_to)
    subject.refresh_from_db()
    return subject


@pytest.mark.parametrize("model, source", [(model, source) for model in MACHINES for source in STATES[model]])
def test_only_the_listed_moves_are_possible(subject_of, anyone, model, source):
    one = subject_of(model)
    for target in STATES[model]:
        with transaction.atomic():
            subject = put(one, source, resumes_to=target)
            rows = subject.history.count()
            if find(model.MOVES, source, target):
                moved = workflow.move(subject, target, by=anyone, **FILLED)
                assert moved.status == target
                assert (moved.history.first().old_status, moved.history.count()) == (source, rows + 1)
            else:
                with pytest.raises(ValidationError):
                    workflow.move(subject, target, by=anyone, **FILLED)
                assert subject.history.count() == rows
            transaction.set_rollback(True)


@pytest.mark.parametrize("model", MACHINES)
def test_every_state_is_reached_from_the_first(model):
    field = model._meta.get_field("status")
    reached, new = set(), {str(field.default)}
    while new:
        reached |= new
        new = {str(move.target) for move in model.MOVES if move.source in reached} - reached
    unreached = {value for value, _ in field.choices} - reached
    assert unreached <= {"TIDAK_DIKETAHUI"}  # only the import of old sheets begins there


@pytest.mark.parametrize("model", MACHINES)
def test_no_step_is_listed_twice(model):
    steps = [(move.source, move.target) for move in model.MOVES]
    assert len(steps) == len(set(steps))


def test_every_permission_in_the_tables_is_in_the_matrix():
    assert {move.permission for model in MACHINES for move in model.MOVES} <= set(MATRIX)


@pytest.mark.parametrize("missing", ["note", "reference", "reason"])
def test_a_step_says_what_it_needs(subject_of, anyone, missing):
    model, move = next((m, s) for m in MACHINES for s in m.MOVES if missing in s.needs)
    subject = put(subject_of(model), move.source, resumes_to=move.target)
    with pytest.raises(ValidationError) as refused:
        workflow.move(subject, move.target, by=anyone, **FILLED | {missing: ""})
    assert missing in refused.value.message_dict


def test_nothing_happens_tomorrow(case, ana):
    with pytest.raises(ValidationError) as refused:
        workflow.move(case, "TRIASE", by=ana, **FILLED | {"happened_on": TODAY.replace(year=2999)})
    assert "happened_on" in refused.value.message_dict


def test_of_two_who_saw_the_same_page_only_the_first_moves_it(case, ana, dewi):
    person = case.persons.get()
    workflow.move(person, "LOKASI_DIKETAHUI", by=ana, seen="DALAM_PENCARIAN", **FILLED)
    with pytest.raises(ValidationError):  # the table knows this step from the new state too, but she saw the old one
        workflow.move(person, "HILANG_KONTAK", by=dewi, seen="DALAM_PENCARIAN", **FILLED)
    assert person.history.count() == 2


def test_a_repeated_form_moves_once(case, ana):
    form = FILLED | {"client_uuid": uuid.uuid4()}
    workflow.move(case, "TRIASE", by=ana, **form)
    assert workflow.move(case, "TRIASE", by=ana, **form).status == "TRIASE"
    assert case.history.count() == 2


def test_an_officer_may_not_approve(coordination, ana):
    put(coordination, "DIAJUKAN")
    with pytest.raises(PermissionDenied):
        workflow.move(coordination, "DITELAAH", by=ana, **FILLED)


def test_waiting_ends_where_it_began(case, ana):
    person = put(case.persons.get(), "ASESMEN")
    waiting = workflow.move(person, "DITUNDA", by=ana, **FILLED)
    assert [move.target for move in waiting.moves_for(ana)] == ["ASESMEN", "MENINGGAL"]
    with pytest.raises(ValidationError):
        workflow.move(waiting, "JADWAL_PULANG", by=ana, **FILLED)
    assert workflow.move(waiting, "ASESMEN", by=ana, **FILLED).resumes_to == ""


@pytest.mark.parametrize("waiting", ["DITUNDA", "HILANG_KONTAK", "PINDAH_LOKASI", "MENOLAK_PULANG"])
def test_news_of_a_death_may_come_at_any_time(case, ana, waiting):
    person = put(case.persons.get(), waiting, resumes_to="ASESMEN" if waiting == "DITUNDA" else "")
    dead = workflow.move(person, "MENINGGAL", by=ana, **FILLED)
    assert (dead.status, dead.resumes_to) == ("MENINGGAL", "")


@pytest.mark.parametrize("status", ["TIBA_DEBARKASI", "PENAMPUNGAN", "PERJALANAN_DAERAH"])
def test_nobody_is_brought_home_against_his_will(case, ana, status):
    assert workflow.move(put(case.persons.get(), status), "MENOLAK_PULANG", by=ana, **FILLED).status == "MENOLAK_PULANG"


def test_an_approved_request_that_is_needed_no_longer_is_closed_without_being_sent(coordination, ana):
    assert workflow.move(put(coordination, "DITELAAH"), "DITUTUP", by=ana, **FILLED).status == "DITUTUP"
    assert not coordination.history.filter(new_status="DIKIRIM").exists()


def test_history_keeps_the_person_and_the_office(case, ana):
    workflow.move(case, "TRIASE", by=ana, **FILLED | {"said_by": "ibu kandung"})
    row = case.history.first()
    assert (row.by, row.said_by, row.source, row.happened_on) == (ana, "ibu kandung", "DISNAKER", TODAY)


@pytest.mark.parametrize("lie", [{"happened_on": date(2020, 1, 1)}, {"new_status": "DITUTUP"}, {"said_by": "Pak Lain"}])
def test_history_is_never_written_anew(case, dewi, lie):
    with pytest.raises(DatabaseError), transaction.atomic():
        case.history.update(**lie)
    with pytest.raises(DatabaseError), transaction.atomic():
        case.history.update(by=dewi)


@pytest.mark.parametrize("source", sorted(workflow.OF_AGENCIES))
@pytest.mark.parametrize("model", [Case, CasePerson, Coordination])
def test_the_word_of_an_agency_written_down_by_the_city_names_who_gave_it(subject_of, ana, model, source):
    said, subject = FILLED | {"source": source}, subject_of(model)
    target = subject.moves_for(ana)[0].target
    for nobody in ("", "  "):
        with pytest.raises(ValidationError) as refused:
            workflow.move(subject, target, by=ana, **said | {"said_by": nobody})
        assert refused.value.message_dict == {"said_by": [workflow.WHO_SAID]}
    heard = said | {"said_by": "Bu Rina, lewat telepon"}
    assert workflow.move(subject, target, by=ana, **heard).status == target


def test_of_a_journey_too_unless_a_paper_says_it(siti, budi, ana):
    """A death abroad on the word of "KBRI" names who told it; a register number is as good as a name."""
    journey, told = (
        put(siti.journeys.get(), "DI_LUAR_NEGERI"),
        {"happened_on": TODAY, "source": "PERWAKILAN", "note": "x"},
    )
    with pytest.raises(ValidationError) as refused:
        workflow.move(journey, "HILANG_KONTAK", by=budi, **told)
    assert refused.value.message_dict == {"said_by": [workflow.WHO_SAID]}
    moved = workflow.move(journey, "HILANG_KONTAK", by=budi, said_by="Bu Contoh, KBRI", **told)
    assert moved.history.first().said_by == "Bu Contoh, KBRI"
    arrived = put(siti.journeys.get(), "HILANG_KONTAK")
    assert workflow.move(arrived, "DI_LUAR_NEGERI", by=ana, reference="B-77", **told).status == "DI_LUAR_NEGERI"


def test_an_agency_speaks_for_itself(coordination, eko):
    asked = put(coordination, "DIKIRIM")
    assert workflow.move(asked, "DITERIMA", by=eko, **FILLED | {"source": "BP3MI"}).status == "DITERIMA"


def test_the_key_of_another_subjects_step_moves_nothing(case, anyone, rudi):
    """Replayed against somebody else's record: no second row, no step, no crash."""
    key, other = uuid.uuid4(), make_case(anyone, [make_person(rudi, rudi.territory)])
    workflow.move(case, "TRIASE", by=anyone, client_uuid=key, **FILLED)
    with pytest.raises(ValidationError, match=workflow.CHANGED_MEANWHILE[:20]):
        workflow.move(other, "TRIASE", by=anyone, client_uuid=key, **FILLED)
    other.refresh_from_db()
    assert (other.status, other.history.count()) == ("BARU", 1)
