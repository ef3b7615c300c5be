from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cases.forms.coordination.api_access import ApiTokenForm
from cases.models import ApiToken
from cases.rules.coordination import api_access
from cases.rules.paging import page_of
from lib.clock import today


@require_safe
@permission_required(api_access.MANAGE, raise_exception=True)
def api_tokens(request):
    page = page_of(ApiToken.objects.visible_to(request.actor).select_related("agency"), request.GET.get("page"))
    rows = [(key, key.is_active(today())) for key in page]
    return render(request, "cases/coordination/api_token_list.html", {"page": page, "rows": rows})


@require_http_methods(["GET", "POST"])
@permission_required(api_access.MANAGE, raise_exception=True)
def issue_api_token(request):
    """The token is on the answer to this POST and nowhere else."""
    form = ApiTokenForm(request.POST or None)
    if not form.is_valid():
        return render(request, "cases/coordination/api_token_form.html", {"form": form})
    key, token = api_access.issue(by=request.actor, **form.cleaned_data)
    if token is None:
        messages.warning(request, "Token itu sudah pernah ditampilkan. Cabut dan buat baru kalau belum tersalin.")
        return redirect("cases:api_tokens")
    context = {"key": key, "token": token, "docs": f"{settings.SITE_URL}/api/v1/docs"}
    return render(request, "cases/coordination/api_token_once.html", context)


@require_POST
@permission_required(api_access.MANAGE, raise_exception=True)
def revoke_api_token(request, pk):
    key = get_object_or_404(ApiToken.objects.visible_to(request.actor), pk=pk)
    if api_access.revoke(key, by=request.actor, now=timezone.now()):
        messages.success(request, "Token dicabut. Panggilan dengan token itu langsung ditolak.")
    return redirect("cases:api_tokens")
