"""A city at one moment: what two runs of the same seed have in common."""

from collections import Counter

from django.apps import apps

from cases.models import Case, CasePerson, Coordination, Journey, Person

MACHINES = (Journey, Case, CasePerson, Coordination)
COUNTED = [model for label in ("accounts", "cases") for model in apps.get_app_config(label).get_models()]


def portrait():
    """Who lives in the city, where everything stands, and how much there is of everything."""
    people = Person.objects.order_by("client_uuid")
    lines = list(people.values_list("client_uuid", "name", "birth_date", "territory__code"))
    stands = {model: Counter(model.objects.values_list("status", "status_since__date")) for model in MACHINES}
    counts = {model: model.objects.count() for model in COUNTED}
    return lines, [person.nik for person in people], stands, counts
