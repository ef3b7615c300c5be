"""Rows by COPY are as true as rows by the deeds: found by their numbers, in valid states, with their history."""

import io
import itertools

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.models import F, Max, OuterRef, Q, Subquery
from django.test import TestCase, override_settings

from accounts.models import Assignment
from cases.models import Case, CasePerson, Contact, Coordination, Document, Funding, Journey, Person
from cases.states.moves import find
from cases.tests.factories import make_case, make_person
from pangkalpinang_pmi.scale.ground import sequence_uuid
from pangkalpinang_pmi.scale.load import MODELS
from pangkalpinang_pmi.scale.people import PERSON_UUID

PEOPLE, CASES = 200, 50
pytestmark = pytest.mark.usefixtures("demo_city")


def scaled():
    """The people of a load test, by the client UUIDs they were given."""
    return Person.objects.filter(client_uuid__range=(sequence_uuid(PERSON_UUID, 0), sequence_uuid(PERSON_UUID + 1, 0)))


def latest(model, count=PEOPLE):
    return list(model.objects.order_by("-pk")[:count])


@override_settings(DEMO=True)
class TestScale(TestCase):
    """One register for all questions."""

    @classmethod
    def setUpTestData(cls):
        with override_settings(DEMO=True):
            cls.answer = io.StringIO()
            call_command("seed_scale", people=PEOPLE, cases=CASES, seed=7, stdout=cls.answer)

    def test_it_writes_as_many_as_asked(self):
        assert "200 people and 50 cases" in self.answer.getvalue()
        assert scaled().count() == PEOPLE

    def test_people_are_found_by_nik_passport_phone_and_name(self):
        person = next(p for p in latest(Person) if p.nik and p.documents.exists())
        assert Person.objects.with_nik(f" {person.nik[:6]} {person.nik[6:]}").get() == person
        passport = person.documents.get(kind="PASPOR")
        assert passport in Document.objects.with_number(passport.number.lower())
        phone = person.contacts.first().phone
        assert person in [c.person for c in Contact.objects.with_phone(phone.replace("+62", "0"))]
        assert person in Person.objects.named_like(person.name)

    def test_every_status_has_its_history_along_the_moves(self):
        for model in (Journey, Case, CasePerson, Coordination, Funding):
            for subject in latest(model):
                steps = list(subject.history.order_by("recorded_at", "id"))
                assert (steps[0].old_status, steps[-1].new_status) == ("", subject.status)
                for before, after in itertools.pairwise(steps):
                    assert after.old_status == before.new_status
                    assert find(subject.MOVES, after.old_status, after.new_status), after

    def test_no_row_points_to_nothing(self):
        for model in MODELS:
            for field in model._meta.concrete_fields:
                if field.is_relation:
                    known = field.related_model.objects.values("pk")
                    given = model.objects.exclude(**{field.attname: None})
                    assert not given.exclude(**{f"{field.attname}__in": known}).exists(), field

    def test_what_triggers_would_look_up_is_there(self):
        newest = Journey.objects.filter(person=OuterRef("pk")).order_by("-pk")
        same = Person.objects.filter(
            latest_status=Subquery(newest.values("status")[:1]), latest_country=Subquery(newest.values("country")[:1])
        )
        assert same.count() == Person.objects.filter(merged_into=None).count()  # a merged one gave its journeys away
        for model in (Journey, Document):
            assert not model.objects.exclude(territory=F("person__territory")).exists()
        says = Q(kind="PK", journey__contract_ends_on__isnull=False)
        assert Document.objects.filter(says).count() == Document.objects.filter(ends_with_journey=True).count() > 0
        assert not Document.objects.exclude(says).filter(ends_with_journey=True).exists()

    def test_indexes_are_back(self):
        with connection.cursor() as cursor:
            found = connection.introspection.get_constraints(cursor, Person._meta.db_table)
        assert {index.name for index in Person._meta.indexes} <= set(found)

    def test_the_next_form_gets_the_next_number(self):
        disnaker = Assignment.objects.with_office().get(user__username="disnaker")
        last = Person.objects.aggregate(last=Max("pk"))["last"]
        person = make_person(disnaker, Person.objects.first().territory, nik="1971051234567890")
        case = make_case(disnaker, [person])
        assert person.pk > last
        assert Case.objects.filter(number=case.number).count() == 1

    def test_a_second_load_goes_on(self):
        call_command("seed_scale", people=10, cases=5, seed=8, stdout=io.StringIO())
        assert scaled().count() == PEOPLE + 10
