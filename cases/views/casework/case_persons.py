from django.contrib.auth.decorators import permission_required
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from accounts.access import log_view
from cases.rules.casework import case_page, case_persons
from cases.rules.masking import case_parts_for
from cases.views.casework.case import case_or_404
from lib.search_words import WORDS, opened, sealed_address

STATUS = "keadaan"


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required("cases.view_case", raise_exception=True)
def persons(request, number):
    """All persons of a case, however many: by state, by name, page by page."""
    if request.method == "POST":
        return redirect(sealed_address(request, STATUS))
    case = case_or_404(request, number)
    log_view(request.actor, case)
    asked = opened(request)
    subjects = case_page.persons_on(case, request.actor)
    counts = case_persons.counts_of([subject.row for subject in subjects])
    words, status = asked.query.get(WORDS, ""), asked.query.get(STATUS, "")
    status = status if status in {count.status for count in counts} else ""
    found = case_persons.first_to_look_at(case_persons.narrowed(subjects, status=status, words=words))
    shown = Paginator(found, case_persons.PER_PAGE).get_page(asked.query.get("page"))
    context = {"case": case, "counts": counts, "total": len(subjects), "status": status, "words": words, "asked": asked}
    context |= {"page": {"parts": case_parts_for(request.actor)}, "persons": shown}
    return render(request, "cases/casework/case_persons.html", context)
