import json

from allauth.core import ratelimit
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.files.storage import default_storage
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.documents.views.serve import serve as serve_document
from wagtail.views import serve

from accounts.adapter import AccountAdapter
from education import emergency as emergency_page
from education import feedback as page_feedback
from education import findable, offline, site_search, spare_numbers
from education.feeds import ArticleFeed
from education.forms.feedback import FeedbackForm
from education.models import contacts_by_country
from lib import rate_limit
from lib.clock import today

MOST_TYPED, SEARCHES_A_MINUTE = 150, 60
MOST_NUMBERS = 4  # where the database is away
IMAGE_SECONDS = 30 * 24 * 3600
IMAGE_TYPES = {
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "png": "image/png",
    "webp": "image/webp",
    "avif": "image/avif",
}


@login_not_required
@require_safe
def page(request, path):
    """Every page of Wagtail: the same for all visitors."""
    response = serve(request, path)
    if hasattr(response, "render"):
        response.render()  # inside the transaction of the view, not after it
    return response if response.has_header("Cache-Control") else for_everybody(response)


def for_everybody(response):
    """Whoever keeps it, we, a proxy or a browser, asks before he shows it again: an old number may cost a life."""
    patch_cache_control(response, public=True, no_cache=True)
    return response


@login_not_required
@require_safe
def emergency(request):
    """Only reached while there is no file yet: the first middleware answers this address from it."""
    html = emergency_page.render()
    if html is None:
        raise Http404
    return for_everybody(HttpResponse(html))


@login_not_required
@require_safe
def search(request):
    """The words may stand in the address: they look for public pages, and everybody gets the same answer."""
    typed = request.GET.get("q", "").replace("\0", " ").strip()[:MOST_TYPED]
    is_refused = bool(typed) and rate_limit.is_over("search", client_of(request), SEARCHES_A_MINUTE)
    found = site_search.find(typed) if typed and not is_refused else []
    context = {"typed": typed, "found": found, "is_refused": is_refused}
    if not found:
        context |= {"calls": contacts_by_country()[:1], "sections": site_search.topics()}
    response = render(request, "education/search.html", context, status=429 if is_refused else 200)
    response.headers["X-Robots-Tag"] = "noindex"
    return response if is_refused else for_everybody(response)


def search_without_database(request):
    """The words are given back, and whom to ring: nothing else can be said without looking into the pages."""
    typed = request.GET.get("q", "").replace("\0", " ").strip()[:MOST_TYPED]
    return away(request, "education/search.html", {"typed": typed, "calls": [("", spare_numbers.read())]})


def away(request, template, context):
    """A page that says what it cannot do without the database; whoever asks again in two minutes may find it there."""
    response = render(request, template, context | {"is_away": True}, status=503)
    for name, value in (("Retry-After", "120"), ("X-Robots-Tag", "noindex"), ("Cache-Control", "no-store, private")):
        response.headers[name] = value
    return response


search.without_database = search_without_database


def client_of(request):
    return AccountAdapter().get_client_ip(request)


@login_not_required
@require_safe
def sitemap(request):
    context = {"entries": findable.entries()}
    return for_everybody(render(request, "education/sitemap.xml", context, content_type="application/xml"))


@login_not_required
@require_safe
def offline_worker(request):
    """At the root, so that it may answer for all pages; it fetches from us and from nobody else."""
    kept = offline.contents()
    context = {"addresses": json.dumps(kept.addresses), "version": kept.version, "style": kept.style}
    context |= {"forget": reverse("forget_offline"), "no_signal": reverse("no_signal")}
    response = render(request, "education/offline_worker.js", context, content_type="text/javascript")
    response.headers["Content-Security-Policy"] = "default-src 'none'; connect-src 'self'"
    return for_everybody(response)


@login_not_required
@require_safe
def no_signal(request):
    return for_everybody(render(request, "education/no_signal.html"))


@login_not_required
@require_safe
def forget_offline(request):
    """By a link and without JavaScript: the worker goes, with all that it kept."""
    response = render(request, "education/forgotten.html")
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    response.headers["Cache-Control"] = "no-store"
    return response


forget_offline.without_database = forget_offline  # who is watched does not wait for us


@login_not_required
@require_safe
def robots(request):
    context = {"site_url": settings.SITE_URL}
    return for_everybody(render(request, "education/robots.txt", context, content_type="text/plain"))


@login_not_required
@require_safe
def article_feed(request):
    return for_everybody(ArticleFeed()(request))


@login_not_required
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def feedback(request, pk):
    """Apart from the page itself, which everybody shares and which therefore holds no form."""
    about = page_feedback.open_page(pk)
    form = FeedbackForm(request.POST or None, initial={"is_helpful": request.GET.get("membantu")})
    if request.method == "POST" and form.is_valid():
        if not ratelimit.consume(request, action="page_feedback"):
            return answer(request, {"about": about, "form": form, "is_refused": True}, status=429)
        page_feedback.leave(about, **form.cleaned_data, on=today())
        return redirect("page_feedback_done", about.pk)
    return answer(request, {"about": about, "form": form})


def feedback_without_database(request, pk):
    """Said before somebody types; what was sent comes back in its boxes. Of the page only its number is known."""
    form = FeedbackForm(request.POST) if request.method == "POST" else None
    numbers = spare_numbers.read()[:MOST_NUMBERS]
    return away(request, "education/feedback.html", {"form": form, "numbers": numbers})


feedback.without_database = feedback_without_database


@login_not_required
@require_safe
def feedback_done(request, pk):
    return answer(request, {"about": page_feedback.open_page(pk), "is_done": True})


# Only what was kept leads here: the thanks are true also where the database went away in between.
feedback_done.without_database = lambda request, pk: answer(request, {"is_done": True})


def answer(request, context, status=200):
    response = render(request, "education/feedback.html", context, status=status)
    response.headers["Cache-Control"] = "no-store, private"
    return response


@login_not_required
@require_safe
@transaction.non_atomic_requests  # a kept page shows its pictures while the database is away
def image(request, name):
    """Pictures of the pages, in the sizes Wagtail made of them; nothing else of the media folder is public."""
    kind = IMAGE_TYPES.get(name.rpartition(".")[2].lower())
    path = f"images/{name}"
    if kind is None or not default_storage.exists(path):
        raise Http404
    with default_storage.open(path) as file:
        response = HttpResponse(file.read(), content_type=kind)
    patch_cache_control(response, public=True, max_age=IMAGE_SECONDS)
    return response


@login_not_required
@require_safe
def document(request, document_id, document_filename):
    """An uploaded paper, to be saved; a browser that opens it all the same gives it no rights on our site."""
    response = serve_document(request, document_id, document_filename)
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
