from django.contrib.auth.decorators import permission_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, render
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_http_methods

from cases.forms.register.person import RevealForm
from cases.models import Contact, Document
from cases.rules.privacy.reveal import FIELDS, may_open, reveal
from cases.views.register.person import load_person


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required(FIELDS["nik"].permission, raise_exception=True)
def reveal_nik(request, pk):
    person = load_person(request, pk)
    return open_value(request, person, "nik", person)


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required(FIELDS["telepon"].permission, raise_exception=True)
def reveal_phone(request, pk, contact_pk):
    person = load_person(request, pk)
    contact = get_object_or_404(Contact.objects.visible_to(request.actor), pk=contact_pk, person=person)
    return open_value(request, contact, "telepon", person)


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required(FIELDS["dokumen"].permission, raise_exception=True)
def reveal_document(request, pk, document_pk):
    person = load_person(request, pk)
    document = get_object_or_404(Document.objects.visible_to(request.actor), pk=document_pk, person=person)
    return open_value(request, document, "dokumen", person)


def open_value(request, record, field, person):
    """Ask for the reason; with one, show the value on this answer and on no other."""
    if not may_open(record, field, request.actor):
        raise PermissionDenied
    form = RevealForm(request.POST or None)
    context = {"form": form, "person": person, "field": field, "what": WHAT[field], "value": None}
    if form.is_valid():
        value = reveal(record, field, by=request.actor, reason=form.cleaned_data["reason"])
        context["value"] = value or "tidak ada"
    template = "cases/privacy/_reveal.html" if request.htmx else "cases/privacy/reveal.html"
    response = render(request, template, context)
    patch_vary_headers(response, ["HX-Request"])
    return response


WHAT = {"nik": "NIK", "telepon": "Nomor HP", "dokumen": "Nomor dokumen"}
