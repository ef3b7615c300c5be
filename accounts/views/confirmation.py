from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from accounts import confirmation

PER_PAGE = 25


@permission_required(confirmation.CONFIRM, raise_exception=True)
@require_safe
def terms_to_confirm(request):
    page = Paginator(confirmation.waiting(request.actor), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "accounts/confirmation_list.html", {"page": page})


@permission_required(confirmation.CONFIRM, raise_exception=True)
@require_POST
def confirm_term(request, pk):
    """Yes or no; which of the two is the button that was pressed."""
    term = get_object_or_404(confirmation.waiting(request.actor), pk=pk)
    if request.POST.get("answer") == "BUKAN":
        confirmation.refuse(term, by=request.actor)
        messages.success(request, "Akun itu dibekukan. Bicarakan dengan administrator sistem.")
        return redirect("terms_to_confirm")
    try:
        confirmation.confirm(term, by=request.actor)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, "Sudah dipastikan. Orang itu bisa bekerja sekarang.")
    return redirect("terms_to_confirm")
