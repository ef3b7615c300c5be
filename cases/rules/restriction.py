"""Data that is kept as it is: nobody changes or deletes it, and below the city nobody opens more than the page shows.

Two things lead here (UU 27/2022 art. 41 to 44): somebody asks for it, or asks for deletion while proceedings run. A
case goes on: its team works as before.
"""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from cases.models import Restriction
from cases.models.scope import BY_TERRITORY, WHOLE_CITY
from cases.rules.person_lock import hold

LIFT = "cases.lift_restriction"
RESTRICTED = "Data warga ini sedang dibatasi, jadi tidak bisa diubah atau dihapus. Tanyakan kepada Disnaker."
NO_REASON = "Tulis alasan pencabutannya."


def of(person):
    """The restriction that stands, or None. `person` may be a key."""
    return Restriction.objects.standing().filter(person=person).first()


def marked(people):
    """With `is_restricted` on each."""
    return people.annotate(is_restricted=Exists(Restriction.objects.standing().filter(person=OuterRef("pk"))))


@transaction.atomic
def place(person, ground, *, by):
    """Who is restricted already stays so on the first ground, and it is noted when it was asked for again.

    That counts where two records were joined meanwhile: taken apart, both are restricted.
    """
    facts = {"ground": ground, "by": by}
    placed, is_new = Restriction.objects.get_or_create(person=hold(person), lifted_at=None, defaults=facts)
    if not is_new:
        placed.asked_again_at = timezone.now()
        placed.save(update_fields=["asked_again_at"])
    return placed


@transaction.atomic
def lift(restriction, *, reason, by, now):
    """The head says that the data need not be kept any more. Doing it again changes nothing."""
    by.require(LIFT)
    if not reason:
        raise ValidationError({"reason": NO_REASON})
    restriction = Restriction.objects.select_for_update(of=("self",), no_key=True).get(pk=restriction.pk)
    if restriction.lifted_at is None:
        restriction.lifted_by, restriction.lifted_at, restriction.lift_reason = by, now, reason
        restriction.save(update_fields=["lifted_by", "lifted_at", "lift_reason"])
    return restriction


def check_change(person):
    """Raises ValidationError where this person's data stays as it is."""
    if of(person):
        raise ValidationError(RESTRICTED)


def closes(person, actor):
    """Whether masked values of this person stay masked for an actor who could otherwise open them."""
    return actor.role in BY_TERRITORY - WHOLE_CITY and of(person) is not None
