from allauth.core import ratelimit
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required, permission_required
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods

from accounts import activation_code
from accounts.forms.account import IdentityForm
from accounts.forms.activation_code import ActivateForm
from accounts.models import User


@login_not_required
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def activate(request):
    """The door for whoever holds a printed code: nothing here says whether a name exists."""
    form = ActivateForm(request.POST or None)
    if request.method == "POST":
        limited = ratelimit.consume_or_429(request, action="activate", key=request.POST.get("username", "").lower())
        if limited:
            return limited
        if form.is_valid() and redeem(form):
            messages.success(request, "Kata sandi tersimpan. Silakan masuk.")
            return redirect("sign_in")
    return render(request, "accounts/activate.html", {"form": form})


@sensitive_variables()
def redeem(form):
    fields = {name: form.cleaned_data[name] for name in ("username", "code", "password")}
    try:
        return activation_code.redeem(now=timezone.now(), **fields)
    except ValidationError as error:
        form.add_error(None, error)
        return None


@permission_required("accounts.manage_account", raise_exception=True)
@require_http_methods(["GET", "POST"])
def issue_code(request, pk):
    """Check who stands there, then print: the code is on the answer to this POST and nowhere else."""
    user = get_object_or_404(User.objects.visible_to(request.actor), pk=pk)
    form = IdentityForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return render(request, "accounts/code_form.html", {"form": form, "account": user})
    now = timezone.now()
    code = activation_code.issue(
        user,
        client_uuid=form.cleaned_data["client_uuid"],
        identity_check=form.cleaned_data["identity_check"],
        by=request.actor,
        now=now,
    )
    if code is None:
        messages.warning(request, "Kode itu sudah pernah ditampilkan. Buat kode baru kalau lembarnya belum tercetak.")
        return redirect("account_detail", pk)
    sheet = {
        "account": user,
        "code": code,
        "expires_at": now + activation_code.VALID_FOR,
        "address": f"{settings.SITE_URL}{redirect('activate').url}",
    }
    return render(request, "accounts/code_sheet.html", sheet)
