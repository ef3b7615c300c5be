"""New rows by COPY are the rows that `save` writes."""

import uuid

import pytest
from django.db import IntegrityError, transaction
from django.db.models import TextField
from django.db.models.functions import Cast
from django.forms.models import model_to_dict

from cases.models import Contact, Person
from cases.values.choices import NoNikReason
from lib.bulk_copy import copy_rows

pytestmark = pytest.mark.django_db
PHONE = "+6281234567890"


def new_person(rudi, **fields):
    person = Person(client_uuid=uuid.uuid4(), territory=rudi.territory, registered_by=rudi, **fields)
    person.note_names()
    return person


def told(person):
    return model_to_dict(person, exclude=["id"]) | {
        name: getattr(person, name) for name in ("nik_index", "search_name", "name_keys", "latest_status")
    }


def test_a_copied_row_is_the_one_that_is_saved(rudi):
    fields = {"name": 'Nur\'aini \\t"Ani", {Tan}', "other_names": ["A\\N", "B, C"], "nik": "1971024502938001"}
    (copied,) = copy_rows([new_person(rudi, **fields)])
    by_copy = told(Person.objects.get(pk=copied.pk))
    assert told(copied) == by_copy
    Person.objects.all().delete()
    saved = new_person(rudi, **fields)
    saved.save()
    assert told(Person.objects.get(pk=saved.pk)) == by_copy


def test_each_has_a_key_of_its_own_and_may_be_changed_at_once(rudi):
    people = copy_rows(new_person(rudi, name=name, no_nik_reason=NoNikReason.TIDAK_TAHU) for name in ("Siti", "Joko"))
    people[0].name = "Siti Contoh"
    people[0].save()
    after = new_person(rudi, name="Wati", no_nik_reason=NoNikReason.TIDAK_TAHU)
    after.save()
    assert list(Person.objects.order_by("pk").values_list("pk", "name")) == [
        (people[0].pk, "Siti Contoh"),
        (people[1].pk, "Joko"),
        (after.pk, "Wati"),
    ]


def test_values_lie_encrypted_and_are_found_again(siti):
    copy_rows([Contact(person=siti, phone=PHONE)])
    assert Contact.objects.with_phone("0812 3456 7890").get().phone == PHONE
    assert not Contact.objects.extra(where=["phone LIKE '%%81234567890%%'"]).exists()


def test_one_that_is_refused_keeps_all_out(siti):
    with pytest.raises(IntegrityError), transaction.atomic():
        copy_rows([Contact(person=siti, phone=PHONE), Contact(person=siti, phone=PHONE)])
    assert not Contact.objects.exists()


def test_nothing_is_nothing():
    assert copy_rows([]) == []


def test_the_same_value_in_all_rows_is_sealed_for_each(siti):
    """Equal ciphertexts would tell who shares a telephone."""
    copy_rows([Contact(person=siti, phone=PHONE, relation=one) for one in ("ORANG_TUA", "SAUDARA")])
    sealed = Contact.objects.annotate(sealed=Cast("phone", TextField())).values_list("sealed", flat=True)
    assert len(set(sealed)) == 2
