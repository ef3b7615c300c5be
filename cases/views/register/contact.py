from functools import partial

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from cases.forms.register.contact import ContactCorrectionForm
from cases.models import Contact
from cases.rules.register import contact as rules
from cases.rules.register import correction
from cases.views.register.correction import ask_and_remove, removed_already
from cases.views.register.person import differences_from, load_person


def load_contact(request, person, contact_pk):
    """403 for whom it is there to look at alone."""
    contact = get_object_or_404(Contact.objects.visible_to(request.actor), pk=contact_pk, person=person)
    if not correction.may_correct(person, request.actor):
        raise PermissionDenied
    return contact


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required("cases.correct_registration", raise_exception=True)
def edit_contact(request, pk, contact_pk):
    person = load_person(request, pk)
    contact = load_contact(request, person, contact_pk)
    form = ContactCorrectionForm(request.POST or None, contact=contact)
    context = {"form": form, "person": person, "title": "Ubah kontak"}
    if form.is_valid():
        try:
            rules.correct(contact, by=request.actor, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
            context["differences"] = differences_from(ContactCorrectionForm(contact=contact), form, error)
        else:
            messages.success(request, "Perubahan tersimpan.")
            return redirect(person)
    context["remove_url"] = reverse("cases:remove_contact", args=[pk, contact_pk])
    return render(request, "cases/register/person_form.html", context | {"remove_label": "Hapus kontak ini"})


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required("cases.correct_registration", raise_exception=True)
def remove_contact(request, pk, contact_pk):
    person = load_person(request, pk)
    try:
        contact = load_contact(request, person, contact_pk)
    except Http404:
        return removed_already(request, person)
    what = f"kontak {contact.name or contact.get_relation_display()}"
    text = (
        "Nomornya tidak disimpan lagi. Siapa yang menghapus dan alasannya tetap tercatat. Izin warga ini tidak berubah."
    )
    remove = partial(rules.remove, contact)
    return ask_and_remove(request, person, contact, remove, {"what": what, "text": text, "edit": "cases:edit_contact"})
