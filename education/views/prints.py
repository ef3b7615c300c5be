"""Pictures and papers of the public pages, for whoever passes them on."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from education import printed, sharing
from education import talk_kit as kit
from education.views.pages import for_everybody
from lib.clock import today

YEAR = 365 * 24 * 3600


@login_not_required
@require_safe
def share_card(request, pk, digest, shape):
    """The address names the content: an old one, kept in some chat, leads to what the page says today."""
    page = sharing.open_page(pk)
    if shape not in sharing.SHAPES:
        raise Http404
    card = sharing.card(page, shape)
    if digest != card.digest:
        return for_everybody(redirect("share_card", pk, card.digest, shape))
    response = answer(card)
    patch_cache_control(response, public=True, max_age=YEAR, immutable=True)
    return response


@login_not_required
@require_safe
def board_sheet(request, pk):
    page = sharing.open_article(pk)
    return download(sharing.sheet(page, today()), f"selebaran-{page.slug}")


@login_not_required
@require_safe
def talk_kit(request):
    there = {name for name in kit.KIT if kit.made(name, today())}
    return for_everybody(render(request, "education/talk_kit.html", {"there": there, "talk": kit.article(kit.TALK)}))


@login_not_required
@require_safe
def talk_kit_file(request, name):
    made = kit.made(name, today())
    if made is None:
        raise Http404
    return download(made, name)


def download(made, name):
    response = for_everybody(answer(made))
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.{made.kind}"'
    return response


def answer(made):
    response = HttpResponse(printed.content_of(made), content_type=printed.TYPES[made.kind])
    response.headers["Content-Security-Policy"] = "default-src 'none'; frame-ancestors 'none'"
    return response
