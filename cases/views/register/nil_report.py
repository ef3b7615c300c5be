from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from cases.forms.register.nil_report import MonthForm
from cases.rules.register import nil_report as rules
from lib.clock import last_month, today

THANKS = "Terima kasih. Kelurahan sudah menerima kabar dari RT Anda."
UNDONE = "Laporan dibatalkan. Kalau ada warganya, tekan “Daftarkan warga”."
NOT_A_MONTH = "Bulannya tidak terbaca. Muat ulang halaman, lalu tekan lagi."


@require_POST
@permission_required("cases.report_nil", raise_exception=True)
def report_nil(request):
    return tell(request, rules.report, THANKS)


@require_POST
@permission_required("cases.report_nil", raise_exception=True)
def undo_nil(request):
    return tell(request, rules.undo, UNDONE)


def tell(request, deed, said):
    form = MonthForm(request.POST)
    try:
        if not form.is_valid():
            raise ValidationError(NOT_A_MONTH)
        deed(form.cleaned_data["month"], by=request.actor, on=today())
    except ValidationError as refused:
        messages.error(request, refused.messages[0])
    else:
        messages.success(request, said)
    return redirect("home")


@require_safe
@permission_required("cases.view_nil_reports", raise_exception=True)
def nil_board(request):
    """Who has told something this month or the last: in the order of the RT, so that nobody is first or last."""
    on = today()
    months = [on.replace(day=1), last_month(on)]
    is_last = request.GET.get("bulan") == "lalu"
    rows = rules.board(request.actor.territory, months[is_last], on)
    silent = sum(row.may_be_reminded for row in rows)
    context = {"rows": rows, "months": months, "is_last": is_last, "month": months[is_last], "silent": silent}
    context["headless"] = sum(row.told.is_silent for row in rows) - silent
    context["reminder"] = rules.reminder(rows, months[is_last], on)
    return render(request, "cases/register/nil_report_board.html", context)
