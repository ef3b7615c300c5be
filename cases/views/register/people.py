from django.contrib.auth.decorators import permission_required
from django.db.models import Prefetch
from django.shortcuts import redirect, render
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_http_methods

from accounts.models import Territory
from cases.forms.register.people import PeopleFilter
from cases.models import DuplicatePair, Journey, NikConflict, Person
from cases.rules.paging import page_of
from lib.search_words import opened, sealed_address


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required("cases.view_person", raise_exception=True)
def people(request):
    if request.method == "POST":
        return redirect(sealed_address(request, *PeopleFilter.FILTERS))
    asked = opened(request)
    form = PeopleFilter(asked.query, actor=request.actor)
    form.is_valid()
    rows = form.apply(Person.objects.visible_to(request.actor))
    page = page_of(rows, request.GET.get("page"), is_search=bool(form.cleaned_data.get("q")))
    page.object_list = with_journeys(page.object_list, request.actor)
    context = {"form": form, "page": page, "asked": asked, "kelurahan_names": Territory.objects.kelurahan_names()}
    if request.htmx:
        response = render(request, "cases/register/_person_table.html", context)
    else:
        context["open_conflicts"] = has_open_conflicts(request.actor)
        context["open_pairs"] = has_open_pairs(request.actor)
        response = render(request, "cases/register/person_list.html", context)
    patch_vary_headers(response, ["HX-Request"])
    return response


def with_journeys(people, actor):
    newest = Prefetch("journeys", Journey.objects.visible_to(actor).latest(), to_attr="latest")
    return people.select_related("territory").prefetch_related(newest)


def has_open_conflicts(actor):
    """True where somebody has to decide about a NIK typed twice, and it is this actor's to decide."""
    if not actor.has_perm("cases.decide_nik_conflict"):
        return False
    return NikConflict.objects.visible_to(actor).open().exists()


def has_open_pairs(actor):
    """True where two records may be one human, and this actor sees at least one of them."""
    return actor.has_perm("cases.decide_duplicate") and DuplicatePair.objects.visible_to(actor).open().exists()
