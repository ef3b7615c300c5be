from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Prefetch, Q
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import account
from accounts.forms.account import AccountForm, IdentityForm
from accounts.models import Assignment, Territory, User
from lib.clock import today
from lib.row_key import row_key
from lib.search_words import opened, sealed_address

MANAGE = "accounts.manage_account"
PER_PAGE = 25


@permission_required(MANAGE, raise_exception=True)
@require_http_methods(["GET", "HEAD", "POST"])
def account_list(request):
    if request.method == "POST":
        return redirect(sealed_address(request))
    asked = opened(request)
    q = asked.query.get("q", "").replace("\0", "")
    offices = Assignment.objects.visible_to(request.actor).unfinished(today()).with_office()
    accounts = User.objects.visible_to(request.actor).prefetch_related(Prefetch("assignments", offices, "offices"))
    for word in q.split():
        held = Assignment.objects.visible_to(request.actor).filter(office__name__icontains=word)
        accounts = accounts.filter(
            Q(first_name__icontains=word) | Q(username__icontains=word) | Q(pk__in=held.values("user"))
        )
    page = Paginator(accounts.order_by("first_name", "pk"), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "accounts/account_list.html", {"page": page, "q": q, "asked": asked})


@permission_required(MANAGE, raise_exception=True)
@require_safe
def account_detail(request, pk):
    user = get_object_or_404(User.objects.visible_to(request.actor), pk=pk)
    mine = User.objects.visible_to(request.actor).wholly_managed_by(request.actor, today())
    context = {
        "account": user,
        "assignments": Assignment.objects.visible_to(request.actor).filter(user=user).with_office(),
        "is_wholly_managed": mine.filter(pk=pk).exists(),
        "has_second_factor": user.authenticator_set.exists(),
        "today": today(),
    }
    return render(request, "accounts/account_detail.html", context)


@permission_required(MANAGE, raise_exception=True)
@require_http_methods(["GET", "POST"])
def account_new(request):
    """`?wilayah=12` comes from the page of a place and chooses it beforehand."""
    place = place_of(request)
    form = AccountForm(
        request.POST or None, actor=request.actor, place=place, initial={"territory": place, "starts_on": today()}
    )
    if request.method == "POST" and form.is_valid():
        try:
            user = account.open_account(by=request.actor, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, "Akun tersimpan. Sekarang cetak kode aktivasinya.")
            return redirect("account_detail", user.pk)
    return render(request, "accounts/account_form.html", {"form": form})


def place_of(request):
    return Territory.objects.visible_to(request.actor).filter(pk=row_key(request.GET.get("wilayah"))).first()


@permission_required(MANAGE, raise_exception=True)
@require_POST
def freeze_account(request, pk):
    user = get_object_or_404(User.objects.visible_to(request.actor), pk=pk)
    account.freeze(user, by=request.actor)
    messages.success(request, "Akun dibekukan. Semua sesinya sudah diakhiri.")
    return redirect("account_detail", pk)


@permission_required(MANAGE, raise_exception=True)
@require_POST
def unfreeze_account(request, pk):
    user = get_object_or_404(User.objects.visible_to(request.actor), pk=pk)
    account.unfreeze(user, by=request.actor)
    messages.success(request, "Akun bisa dipakai lagi.")
    return redirect("account_detail", pk)


@permission_required("accounts.reset_second_factor", raise_exception=True)
@require_http_methods(["GET", "POST"])
def reset_second_factor(request, pk):
    user = get_object_or_404(User.objects.visible_to(request.actor), pk=pk)
    form = IdentityForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            account.reset_second_factor(user, identity_check=form.cleaned_data["identity_check"], by=request.actor)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, "Kode dari aplikasi dihapus. Pemilik akun memasangnya lagi saat masuk.")
            return redirect("account_detail", pk)
    return render(request, "accounts/second_factor_form.html", {"form": form, "account": user})
