from django.contrib.auth.decorators import permission_required
from django.db.models import Prefetch
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from accounts.models import Territory
from cases.forms.people import PeopleFilter
from cases.models import Journey, NikConflict, Person
from cases.paging import CappedPaginator

PAGE_SIZE = 25


@require_safe
@permission_required("cases.view_person", raise_exception=True)
def people(request):
    form = PeopleFilter(request.GET, actor=request.actor)
    form.is_valid()
    found = form.apply(Person.objects.visible_to(request.actor)).select_related("territory").order_by("-pk")
    newest = Prefetch("journeys", Journey.objects.visible_to(request.actor).latest(), to_attr="latest")
    page = CappedPaginator(found.prefetch_related(newest), PAGE_SIZE).get_page(request.GET.get("page"))
    context = {"form": form, "page": page, "kelurahan_names": Territory.objects.kelurahan_names()}
    if request.htmx:
        response = render(request, "cases/_person_table.html", context)
    else:
        context["open_conflicts"] = open_conflicts(request.actor)
        response = render(request, "cases/person_list.html", context)
    patch_vary_headers(response, ["HX-Request"])
    return response


def open_conflicts(actor):
    """True where somebody has to decide about a NIK typed twice, and it is this actor's to decide."""
    if not actor.has_perm("cases.decide_nik_conflict"):
        return False
    return NikConflict.objects.visible_to(actor).open().exists()
