from functools import partial

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Value
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import log_view
from cases.forms.register.document import DocumentCorrectionForm
from cases.forms.upload import UploadForm
from cases.models import Document, StoredFile
from cases.models.scope import WHOLE_CITY
from cases.rules import restriction, uploads
from cases.rules.coordination import consent
from cases.rules.privacy import paper_reason
from cases.rules.register import correction
from cases.rules.register import document as rules
from cases.states.journey import JourneyStatus
from cases.views.register.correction import ask_and_remove, removed_already
from cases.views.register.person import differences_from, load_person
from lib.clock import today


def load_document(request, pk, document_pk, *, also_removed=False):
    """Through the person: agencies, too, see the papers of those who are in their cases."""
    person, actor = load_person(request, pk), request.actor
    documents = Document.everything.visible_to(actor) if also_removed else Document.objects.visible_to(actor)
    documents = documents.select_related("person", "removed_by__user", "removed_by__office")
    return get_object_or_404(documents, pk=document_pk, person=person)


@require_safe
@permission_required("cases.view_document", raise_exception=True)
def document(request, pk, document_pk):
    document = load_document(request, pk, document_pk, also_removed=request.actor.role in WHOLE_CITY)
    log_view(request.actor, document)
    return show_document(request, document, UploadForm())


def show_document(request, document, form):
    """A paper with its pictures: those this actor may look at, and of the others that they are there."""
    actor = request.actor
    files = StoredFile.objects.visible_to(actor).filter(document=document)
    files = files.select_related("document", "uploaded_by__user", "uploaded_by__office")
    files = paper_reason.with_reasons(files, actor, timezone.now())
    context = {
        "document": document,
        "person": document.person,
        "files": files,
        "shut": paper_reason.shut(files, actor, timezone.now()),
        "readable": StoredFile.objects.readable_by(actor).filter(document=document).keys(),
        "is_refused": partial(consent.refuses_photos, document.person),  # asked only where a photo is not shown
        "may_correct": may_correct(document, actor),
        "form": form,
        "today": today(),
    }
    context |= _what_may_be_done(document, actor)
    return render(request, "cases/register/document_detail.html", context, status=uploads.status_for(form))


def _what_may_be_done(document, actor):
    """The keys of its pictures by what this actor may do with them, in one question (contract §6)."""
    may = {"removable": StoredFile.objects.removable_by(actor), "replaceable": StoredFile.objects.replaceable_by(actor)}
    parts = [files.filter(document=document).order_by().values_list("pk", Value(what)) for what, files in may.items()]
    found = list(parts[0].union(*parts[1:]))
    return {what: {pk for pk, which in found if which == what} for what in may}


@require_POST
@permission_required("cases.correct_registration", raise_exception=True)
def add_file(request, pk, document_pk):
    document = load_document(request, pk, document_pk)
    form = UploadForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            uploads.store(
                form.cleaned_data["file"],
                document=document,
                by=request.actor,
                client_uuid=form.cleaned_data["client_uuid"],
            )
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, "Foto tersimpan.")
            return redirect(document)
    return show_document(request, document, form)


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required("cases.correct_registration", raise_exception=True)
def replace_file(request, pk, document_pk, file_pk):
    """A better photo instead of a bad one, in one step."""
    document = load_document(request, pk, document_pk)
    file = StoredFile.objects.visible_to(request.actor).filter(document=document, pk=file_pk).first()
    form = UploadForm(request.POST or None, request.FILES or None)
    if file is None and not form.is_bound:
        messages.info(request, rules.PHOTO_GONE)
        return redirect(document)
    if file and not StoredFile.objects.replaceable_by(request.actor).filter(pk=file_pk).exists():
        raise PermissionDenied
    if form.is_valid():
        old = file or StoredFile(pk=file_pk, document=document)
        try:
            rules.replace_photo(
                old, form.cleaned_data["file"], by=request.actor, client_uuid=form.cleaned_data["client_uuid"]
            )
        except ValidationError as error:
            form.add_error(None, error)
        else:
            return photo_replaced(request, document)
    context = {"document": document, "person": document.person, "file": file, "form": form}
    return render(request, "cases/register/document_photo_replace.html", context, status=uploads.status_for(form))


def photo_replaced(request, document):
    """Whose entry came back sends it in again from the page of the person."""
    if document.person.latest_status == JourneyStatus.PERLU_PERBAIKAN:
        messages.success(request, "Foto diganti. Kalau semua sudah benar, tekan “Ajukan lagi”.")
        return redirect(f"{document.person.get_absolute_url()}#tindakan")
    messages.success(request, "Foto diganti.")
    return redirect(document)


def may_correct(document, actor):
    """Whether the page offers it; the rule itself asks again."""
    if document.removed_at or restriction.of(document.person):
        return False
    return rules.may_correct(document, actor)


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required("cases.correct_registration", raise_exception=True)
def edit_document(request, pk, document_pk):
    person, document = load_for_correction(request, pk, document_pk)
    form = DocumentCorrectionForm(request.POST or None, document=document)
    context = {"form": form, "person": person, "title": f"Ubah {document.get_kind_display()}"}
    if form.is_valid():
        try:
            rules.correct(document, by=request.actor, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
            context["differences"] = differences_from(DocumentCorrectionForm(document=document), form, error)
        else:
            messages.success(request, "Perubahan tersimpan.")
            return redirect(person)
    context["remove_url"] = reverse("cases:remove_document", args=[pk, document_pk])
    return render(request, "cases/register/person_form.html", context | {"remove_label": "Hapus dokumen ini"})


def load_for_correction(request, pk, document_pk):
    """403 for whom it is there to look at alone."""
    person = load_person(request, pk)
    document = load_document(request, pk, document_pk)
    if not correction.may_correct(person, request.actor):
        raise PermissionDenied
    return person, document


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required("cases.correct_registration", raise_exception=True)
def remove_document(request, pk, document_pk):
    try:
        person, document = load_for_correction(request, pk, document_pk)
    except Http404:
        return removed_already(request, load_person(request, pk))
    what = f"dokumen {document.get_kind_display()}"
    text = "Dokumen ini dan fotonya tidak tampil lagi. Disnaker masih bisa melihatnya selama 90 hari."
    remove = partial(rules.remove, document)
    return ask_and_remove(
        request, person, document, remove, {"what": what, "text": text, "edit": "cases:edit_document"}
    )
