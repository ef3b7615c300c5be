"""What a public form answers while nothing can be kept: whom to ring, and whatever was typed, given back.

A view names its form to `public`; the middleware `WithoutDatabase` asks for this page once the view has failed.
"""

from urllib.parse import quote

from django.forms import DateField, FileField
from django.shortcuts import render
from django.views.decorators.debug import sensitive_variables

from cases.forms.families.report import CodeForm
from education import spare_numbers

RETRY_SECONDS = 120
MOST_NUMBERS = 4
OPENING = "Untuk Disnaker Kota Pangkalpinang. Formulir di situs sedang tidak bisa menyimpan, jadi saya kirim di sini."


@sensitive_variables()
def form_cannot_be_kept(request, form_class=None, **address):
    """Said before somebody types; after a POST the same boxes stand there, filled, to be sent again or copied."""
    is_sent = request.method == "POST"
    form = form_class(request.POST, **address) if is_sent and form_class else None
    numbers = spare_numbers.read()[:MOST_NUMBERS]
    words = "" if form is None or isinstance(form, CodeForm) else in_words(form)  # a code is for nobody else's eyes
    context = {
        "form": form,
        "numbers": numbers,
        "words": words,
        "chats": chats(numbers, words) if words else [],
        "has_file": is_sent and bool(request.FILES),
    }
    response = render(request, "cases/public/outage.html", context, status=503)
    response.headers["Retry-After"] = str(RETRY_SECONDS)
    response.headers["Cache-Control"] = "no-store, private"
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def chats(numbers, words):
    """(contact, address) by which the words go to somebody who answers on WhatsApp."""
    return [
        (contact, f"{contact.link}?text={quote(words)}")
        for contact in numbers
        if contact.is_whatsapp and not contact.needs_check
    ]


def in_words(form):
    """The answers as one text, each after its question; '' where nothing was told."""
    told = [(field.label, said(field)) for field in form.visible_fields() if not isinstance(field.field, FileField)]
    lines = [f"{label.rstrip('?:')}: {value}" for label, value in told if value]
    return "\n".join([OPENING, *lines]) if lines else ""


def said(field):
    """As the reader chose or typed it: the words of a choice and not its key."""
    value = field.value()
    if isinstance(value, bool):
        return "ya" if value else ""
    if isinstance(field.field, DateField):
        return "-".join(reversed(str(value or "").split("-")))
    labels = {str(key): str(label) for key, label in getattr(field.field, "choices", [])}
    chosen = value if isinstance(value, list) else [value]
    return ", ".join(labels.get(str(one), str(one)) for one in chosen if one)
