"""Who in the register may be the person whose name is being typed: asked before anybody is entered."""

from accounts.models import Territory
from cases.models import Person

SHOWN = 5


def find_lookalikes(actor, *, name, territory, nik=""):
    """Among those the actor may see: by NIK anywhere, by name in the same kelurahan. The likeliest first."""
    people = Person.objects.visible_to(actor).select_related("territory")
    found = list(people.with_nik(nik)) if nik else []
    near = Territory.objects.filter(code__startswith=f"{territory.kelurahan_code}.")
    alike = people.filter(territory__in=near.values("pk")).similar_to(name).order_by("-likeness", "-pk")
    return found + [person for person in alike[:SHOWN] if person not in found]
