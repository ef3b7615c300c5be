"""`/data-pribadi/akses/`: who looked at what. Everybody reads his own trail; the head that of her office, too."""

from django.contrib.auth.decorators import permission_required
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from accounts.access import log_view, readers_of_subjects
from cases.rules.paging import page_of
from cases.rules.privacy import access_log as rules
from lib.clock import today

PER_PAGE = 50
may_oversee = permission_required(rules.OVERSEE, raise_exception=True)


@require_safe
def own_access(request):
    page = page_of(rules.own_rows(request.user), request.GET.get("page"), PER_PAGE)
    return render(
        request, "cases/privacy/access_log_own.html", {"page": page, "entries": rules.entries(page, request.actor)}
    )


@require_safe
@may_oversee
def office_access(request):
    """One day: who of the office looked at how much."""
    day = rules.day_from(request.GET.get("tanggal", ""), today())
    context = {
        "day": day,
        "people": rules.people_of(request.actor, day),
        "days": rules.last_days(request.actor, today()),
        "many": rules.MANY,
    }
    return render(request, "cases/privacy/access_log_office.html", context)


@require_safe
@may_oversee
def officer_access(request, pk):
    """What one of them did, on one day or ever. That somebody looked here stands in the trail as well."""
    officer = get_object_or_404(rules.officers(), pk=pk)
    rows = rules.office_rows(request.actor).filter(by__user=officer)
    day = rules.day_from(request.GET["tanggal"], today()) if request.GET.get("tanggal") else None
    rows = rules.of_day(rows, day) if day else rows
    page = page_of(rows, request.GET.get("page"), PER_PAGE)
    log_view(request.actor, officer)
    context = {"officer": officer, "day": day, "page": page, "entries": rules.entries(page, request.actor)}
    return render(request, "cases/privacy/access_log_officer.html", context)


@require_safe
@may_oversee
def subject_access(request, subject):
    """Who looked at one record: by office for all, row by row for the own one."""
    entry = rules.name_of(subject, request.actor)
    if entry is None:
        raise Http404
    page = page_of(rules.office_rows(request.actor).filter(subject=subject), request.GET.get("page"), PER_PAGE)
    context = {
        "entry": entry,
        "offices": readers_of_subjects([subject]),
        "page": page,
        "entries": rules.entries(page, request.actor),
    }
    return render(request, "cases/privacy/access_log_subject.html", context)
