from django.contrib.auth.decorators import permission_required
from django.http import Http404

from cases.rules.day import Link
from cases.rules.masking import case_parts_for
from cases.views.casework.case import case_or_404
from cases.views.privacy.number_reveal import open_number


@permission_required("cases.reveal_phone", raise_exception=True)
def reveal_reporter(request, number):
    case = case_or_404(request, number)
    if "reporter" not in case_parts_for(request.actor) or not case.reporter_phone:
        raise Http404
    back = Link(f"Kasus {case.number}", case.get_absolute_url())
    return open_number(request, case, "pelapor", "Nomor HP pelapor", back=back)
