from django.contrib.auth.decorators import permission_required
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.models import Territory
from cases.rules.paging import page_of
from cases.rules.register import completeness as rules


@require_safe
@permission_required("cases.verify_registration", raise_exception=True)
def incomplete(request):
    """Whom this kelurahan has checked, and what it is asked for."""
    page = page_of(rules.waiting(request.actor), request.GET.get("page"))
    page.object_list = rules.with_what_is_there(page.object_list)
    for journey in page:
        found = rules.of_journey(journey)
        journey.score = found.score
        journey.links = rules.links(found, journey.person, journey, request.actor)
    context = {"page": page, "kelurahan_names": Territory.objects.kelurahan_names()}
    return render(request, "cases/register/completeness_list.html", context)
