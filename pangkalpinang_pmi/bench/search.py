"""Search side by side with what Django gives for nothing: the admin's search box and `icontains`."""

from django.contrib.admin import AdminSite, ModelAdmin
from django.db import connection
from django.test import RequestFactory

from accounts.models import Assignment
from cases.models import Contact, Document, Person
from pangkalpinang_pmi.bench import row
from pangkalpinang_pmi.bench.clock import typical
from pangkalpinang_pmi.bench.database import using
from pangkalpinang_pmi.bench.sample import residents

NAME_RATIO, NUMBER_RATIO, NUMBER_MS, SHOWN = 20, 100, 20, 25
FEW = 5  # the slow side takes seconds
SCRATCH = """
    DROP TABLE IF EXISTS bench_plain;
    CREATE TEMPORARY TABLE bench_plain AS
    SELECT id, (1971050000000000 + id * 7919)::text AS nik FROM cases_person;
    ANALYZE bench_plain
"""


class PersonAdmin(ModelAdmin):
    """What a first version would have: search_fields over the names."""

    search_fields = ["name", "passport_name"]
    list_display = ["name"]


def rows(bench):
    with using(bench.large):
        sample = residents(bench.rounds)
        actor = Assignment.objects.with_office().get(user__username="disnaker")
        yield from _names(actor, sample)
        yield from _numbers(sample)


def _names(actor, sample):
    def ours(one):
        return list(Person.objects.visible_to(actor).named_like(one.name).order_by("-pk")[:SHOWN])

    def admin(one):
        request = RequestFactory().get("/", {"q": one.name})
        request.user = actor.user
        return list(PersonAdmin(Person, AdminSite()).get_changelist_instance(request).result_list)

    ratio = typical(admin, sample[:FEW]) / typical(ours, sample)
    yield row.at_least("name search against Django admin's search_fields", NAME_RATIO, ratio, "×")


def _numbers(sample):
    deeds = {
        "NIK": lambda one: list(Person.objects.with_nik(one.spaced_nik)),
        "passport": lambda one: list(Document.objects.with_number(one.passport)),
        "phone": lambda one: list(Contact.objects.with_phone(one.phone)),
    }
    times = {name: typical(deed, sample) for name, deed in deeds.items()}
    for name, time in times.items():
        yield row.at_most(f"search by {name}", NUMBER_MS, time, "ms")
    yield row.at_least(
        "search by NIK against icontains over a plain column", NUMBER_RATIO, _plain_column(sample) / times["NIK"], "×"
    )


def _plain_column(sample):
    """A scratch table of plain numbers, as many as there are people; no real number is ever stored like this."""
    with connection.cursor() as cursor:
        cursor.execute(SCRATCH)

        def icontains(one):
            cursor.execute("SELECT id FROM bench_plain WHERE upper(nik) LIKE upper(%s)", [f"%{one.nik}%"])
            return cursor.fetchall()

        return typical(icontains, sample[:FEW])
