from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render, resolve_url
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_POST

from accounts import confirmation
from accounts.middleware import CHOSEN, choose


@require_http_methods(["GET", "POST"])
def choose_office(request):
    """Choose among one's own offices of today, now or later again; nobody else's is on the list."""
    held = {str(assignment.pk): assignment.pk for assignment in request.assignments}
    asked = held.get(request.POST.get("assignment"))
    chosen = choose(request.assignments, asked) if asked else None
    if chosen is None:
        context = {"next": request.GET.get("next", ""), "waiting": confirmation.held_up(request.user)}
        return render(request, "accounts/choose_office.html", context)
    request.session[CHOSEN] = chosen.pk
    messages.success(request, f"Anda sekarang bekerja sebagai {chosen.title}.")
    return redirect(safe_next(request))


def safe_next(request):
    address = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(
        address, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return address if is_ours else resolve_url(settings.LOGIN_REDIRECT_URL)


@login_not_required
@require_POST
def sign_out(request):
    """Also out of a sign-in that waits for its second factor."""
    logout(request)
    messages.success(request, "Anda sudah keluar.")
    response = redirect("sign_in")
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response
