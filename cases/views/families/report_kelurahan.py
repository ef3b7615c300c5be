"""`/warga/laporan/`: that a family reported, where it let the kelurahan know; and a new code for its reporter."""

from allauth.core import ratelimit
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, render
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_safe

from cases.forms.families.report_kelurahan import RenewCodeForm
from cases.rules.families import report_kelurahan
from cases.rules.paging import page_of


@require_safe
@permission_required(report_kelurahan.RENEW, raise_exception=True)
def reported_people(request):
    page = page_of(report_kelurahan.reported_people(request.actor), request.GET.get("page"))
    return render(request, "cases/families/reported_people.html", {"page": page})


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
@permission_required(report_kelurahan.RENEW, raise_exception=True)
@sensitive_variables()
def renew_code(request, pk):
    """The code is on the answer to this POST and nowhere else."""
    person = get_object_or_404(report_kelurahan.reported_people(request.actor), pk=pk)
    form = RenewCodeForm(request.POST or None)
    if form.is_valid() and not ratelimit.consume(request, action="renew_code", key=str(request.actor.pk)):
        return render(request, "429.html", status=429)
    words = renewed(person, form, request.actor) if form.is_valid() else []
    return render(request, "cases/families/reported_code.html", {"person": person, "form": form, "words": words})


@sensitive_variables()
def renewed(person, form, actor):
    values = form.cleaned_data
    try:
        code = report_kelurahan.renew(
            person,
            reporter_name=values["reporter_name"],
            seed=values["client_uuid"],
            identity_check=values["identity_check"],
            by=actor,
        )
    except ValidationError as error:
        form.add_error(None, error)
        return []
    return code.split()
