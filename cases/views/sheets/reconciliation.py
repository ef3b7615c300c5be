"""Another office's list beside our own (`/rekonsiliasi/`)."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import log_view
from cases.forms.sheets.sheet import ListForm, SettleForm
from cases.models import SheetBatch, SheetRow
from cases.rules.sheets import sheet_piles
from cases.views.sheets import sheet_batch

PERMISSION = sheet_batch.PERMISSION
Kind = SheetBatch.Kind


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required(PERMISSION, raise_exception=True)
def reconciliations(request):
    return sheet_batch.upload_page(request, Kind.RECONCILIATION, "cases/sheets/reconciliation_list.html", ListForm)


@require_safe
@permission_required(PERMISSION, raise_exception=True)
def reconciliation(request, pk):
    batch = sheet_batch.load(request, pk, Kind.RECONCILIATION)
    log_view(request.actor, batch)
    return sheet_batch.show(request, batch)


@require_POST
@permission_required(PERMISSION, raise_exception=True)
def reconciliation_columns(request, pk):
    return sheet_batch.columns_chosen(request, sheet_batch.load(request, pk, Kind.RECONCILIATION))


@require_POST
@permission_required(PERMISSION, raise_exception=True)
def settle_row(request, pk, row_pk):
    batch = sheet_batch.load(request, pk, Kind.RECONCILIATION)
    row = get_object_or_404(SheetRow.objects.visible_to(request.actor), batch=batch, pk=row_pk)
    form = SettleForm(request.POST)
    note = form.cleaned_data["note"] if form.is_valid() else ""
    try:
        sheet_piles.settle(row, by=request.actor, note=note)
    except ValidationError as error:
        messages.info(request, " ".join(error.messages))
    else:
        messages.success(request, "Ditandai selesai.")
    return redirect(f"{batch.get_absolute_url()}?bagian={row.pile}")


@require_safe
@permission_required(PERMISSION, raise_exception=True)
def reconciliation_file(request, pk):
    batch = sheet_batch.load(request, pk, Kind.RECONCILIATION)
    return sheet_batch.table_back(request, batch, "rekonsiliasi.xlsx")
