from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from accounts.access import log_view
from cases import paper_reason, uploads
from cases.forms.upload import UploadForm
from cases.models import Document, Person, StoredFile
from lib.clock import today


def load_document(request, pk, document_pk):
    """Through the person: agencies, too, see the papers of those who are in their cases."""
    person = get_object_or_404(Person.objects.visible_to(request.actor), pk=pk)
    documents = Document.objects.visible_to(request.actor).select_related("person")
    return get_object_or_404(documents, pk=document_pk, person=person)


@require_safe
@permission_required("cases.view_document", raise_exception=True)
def document(request, pk, document_pk):
    document = load_document(request, pk, document_pk)
    log_view(request.actor, document)
    return show_document(request, document, UploadForm())


def show_document(request, document, form):
    """A paper with its pictures: those this actor may look at, and of the others that they are there."""
    actor = request.actor
    files = StoredFile.objects.visible_to(actor).filter(document=document)
    files = files.select_related("document", "uploaded_by__user", "uploaded_by__office")
    context = {
        "document": document,
        "person": document.person,
        "files": files,
        "shut": paper_reason.shut(files, actor, timezone.now()),
        "readable": StoredFile.objects.readable_by(actor).filter(document=document).keys(),
        "removable": StoredFile.objects.removable_by(actor).filter(document=document).keys(),
        "form": form,
        "today": today(),
    }
    return render(request, "cases/document_detail.html", context, status=uploads.status_for(form))


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
