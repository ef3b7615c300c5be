"""Old spreadsheets on their way in (`/impor/`)."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.cache import patch_vary_headers
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from kombu.exceptions import OperationalError

from accounts.access import log_export, log_view
from cases.forms.sheets.sheet import ColumnsForm, ConfirmForm, SheetForm
from cases.models import SheetBatch, SheetRow
from cases.rules.paging import page_of
from cases.rules.register import duplicates
from cases.rules.sheets import sheet_back, sheet_batch, sheet_page, sheet_undo
from cases.rules.sheets.sheet_check import NoTable
from cases.rules.sheets.sheet_reading import layouts
from cases.tasks import run_sheet_batch
from lib.spreadsheet.write import CONTENT_TYPE, workbook

PERMISSION = "cases.import_people"
SHOWN_KEPT = 10
Kind, Stage = SheetBatch.Kind, SheetBatch.Stage


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required(PERMISSION, raise_exception=True)
def imports(request):
    return upload_page(request, Kind.IMPORT, "cases/sheets/sheet_batch_list.html")


def upload_page(request, kind, template, form_class=SheetForm):
    """Earlier files of this kind, and the box for a new one."""
    form = form_class(request.POST or None, request.FILES or None)
    if form.is_valid():
        batch = received(request, form, kind)
        if batch:
            return redirect(batch)
    batches = SheetBatch.objects.visible_to(request.actor).filter(kind=kind).select_related("uploaded_by__office")
    page = page_of(batches.without_sheets(), request.GET.get("page"))
    return render(request, template, {"form": form, "page": page})


def received(request, form, kind):
    given = form.cleaned_data.copy()
    file_name, sheets = given.pop("file")
    try:
        return sheet_batch.receive(kind=kind, file_name=file_name, sheets=sheets, by=request.actor, **given)
    except NoTable as error:
        form.add_error("file", str(error))
        return None


def load(request, pk, kind):
    batches = SheetBatch.objects.visible_to(request.actor).without_sheets()
    return get_object_or_404(batches.select_related("uploaded_by__office", "decided_by__office"), pk=pk, kind=kind)


@require_safe
@permission_required(PERMISSION, raise_exception=True)
def import_batch(request, pk):
    batch = load(request, pk, Kind.IMPORT)
    log_view(request.actor, batch)
    return show(request, batch)


def show(request, batch, *, columns=None):
    """The page of a batch: columns to choose, how far the worker is, or the rows on their piles."""
    context = {"batch": batch, "is_reconciliation": batch.kind == Kind.RECONCILIATION}
    if batch.stage == Stage.UPLOADED or columns:
        remembered = sheet_batch.is_remembered(batch)
        form = columns or ColumnsForm(layouts=layouts(batch.sheets, batch.mapping))
        return render(request, "cases/sheets/sheet_columns.html", context | {"form": form, "is_remembered": remembered})
    if batch.stage == Stage.IMPORTED:
        context |= search_context(request, batch)
    if request.htmx and request.htmx.target == "sheet-search":
        return render(request, "cases/sheets/_sheet_search.html", context)
    if not batch.is_running:
        context |= rows_context(request, batch)
    answer = render(
        request, "cases/sheets/_sheet_progress.html" if request.htmx else "cases/sheets/sheet_batch.html", context
    )
    if request.htmx and not batch.is_running:
        answer["HX-Refresh"] = "true"
    patch_vary_headers(answer, ["HX-Request"])
    return answer


def search_context(request, batch):
    """How many of those who were entered are still looked for in the whole register, and what it has brought."""
    rows = SheetRow.objects.visible_to(request.actor).of(batch)
    pairs = duplicates.found_by_import(rows.exclude(person=None).values("person"), request.actor)
    return {"to_search": rows.to_search().count(), "pairs_found": pairs.count()}


def rows_context(request, batch):
    tabs = sheet_page.tabs_of(batch)
    wanted = request.GET.get("bagian", "")
    tab = next((tab for tab in tabs if tab.code == wanted), tabs[0] if tabs else None)
    page = page_of(sheet_page.rows_of(batch, tab.code if tab else ""), request.GET.get("page"))
    counts = {tab.code: tab.count for tab in tabs}
    return {
        "tabs": tabs,
        "tab": tab,
        "page": page,
        "rows": [sheet_page.shown(row) for row in page.object_list],
        "counts": counts,
        "kept": SheetRow.objects.visible_to(request.actor).of(batch).filter(outcome="KEPT")[:SHOWN_KEPT],
        "counts_done": SheetRow.objects.visible_to(request.actor).of(batch).counts("outcome"),
        **visits_context(request, batch),
        "confirm_form": ConfirmForm(),
    }


def visits_context(request, batch):
    """How many families the kelurahan will call on, and once the rows are in, how many it has to."""
    rows = SheetRow.objects.visible_to(request.actor).of(batch)
    if batch.stage == Stage.IMPORTED:
        return {"visits_made": sheet_page.visits_made(rows)}
    return {"visits": rows.owing_visits().counts("verdict")}


@require_POST
@permission_required(PERMISSION, raise_exception=True)
def choose_columns(request, pk):
    batch = load(request, pk, Kind.IMPORT)
    return columns_chosen(request, batch)


def columns_chosen(request, batch):
    form = ColumnsForm(request.POST, layouts=layouts(batch.sheets, batch.mapping))
    if not form.is_valid():
        return show(request, batch, columns=form)
    return done(request, batch, sheet_batch.start_check, mapping=form.mapping, by=request.actor)


@require_POST
@permission_required(PERMISSION, raise_exception=True)
def confirm_import(request, pk):
    form = ConfirmForm(request.POST)
    form.is_valid()
    return done(request, load(request, pk, Kind.IMPORT), sheet_batch.confirm, by=request.actor, **form.cleaned_data)


@require_POST
@permission_required(PERMISSION, raise_exception=True)
def undo_import(request, pk):
    return done(request, load(request, pk, Kind.IMPORT), sheet_batch.undo, by=request.actor)


@require_POST
@permission_required(PERMISSION, raise_exception=True)
def undo_row(request, pk, row_pk):
    """One row taken back; where somebody has worked on it since, it stays and the page says why."""
    batch = load(request, pk, Kind.IMPORT)
    row = get_object_or_404(SheetRow.objects.visible_to(request.actor).of(batch), pk=row_pk)
    try:
        sheet_undo.take_back(row)
    except ValidationError as error:
        messages.warning(request, error.message)
    else:
        messages.success(request, "Baris itu sudah dibatalkan.")
    return redirect(f"{batch.get_absolute_url()}?{urlencode({'bagian': row.verdict})}")


def done(request, batch, deed, **given):
    """Back on the page of the batch, with a worker called where there is work."""
    try:
        deed(batch, **given)
    except ValidationError as error:
        messages.info(request, " ".join(error.messages))
    else:
        transaction.on_commit(lambda: call_worker(batch))
    return redirect(batch)


def call_worker(batch):
    """Without a broker the clock finds the batch as soon as it is back."""
    try:
        run_sheet_batch.apply_async([str(batch.pk)], retry=False)
    except OperationalError:
        return


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required(PERMISSION, raise_exception=True)
def discard_import(request, pk):
    batch = load(request, pk, Kind.IMPORT)
    if request.method != "POST":
        return render(request, "cases/sheets/sheet_discard.html", {"batch": batch})
    try:
        sheet_batch.discard(batch)
    except ValidationError as error:
        messages.info(request, " ".join(error.messages))
        return redirect(batch)
    messages.success(request, "Berkas dihapus. Tidak ada data yang dimasukkan.")
    return redirect("cases:imports")


@require_safe
@permission_required(PERMISSION, raise_exception=True)
def import_file(request, pk):
    return table_back(request, load(request, pk, Kind.IMPORT), "impor-dengan-masalah.xlsx")


def table_back(request, batch, file_name):
    log_export(request.actor, batch)
    answer = HttpResponse(workbook(sheet_back.sheets_of(batch)), content_type=CONTENT_TYPE)
    answer["Content-Disposition"] = f'attachment; filename="{file_name}"'
    return answer
