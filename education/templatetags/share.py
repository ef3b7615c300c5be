from django import template

from education import sharing
from education.models import ArticlePage, HomePage

register = template.Library()


@register.simple_tag
def share_cards(page):
    """[(address, width, height)] of the pictures a chat may show; none for a page that is not to be passed on.

    What is no page of the editors shows the picture of the home page.
    """
    page = page or HomePage.objects.live().first()
    if not page or not page.pk or not sharing.is_shareable(page):
        return []
    return [(sharing.card_address(page, shape), *size) for shape, size in sharing.SHAPES.items()]


@register.filter
def has_sheet(page):
    """Only an article makes a sheet of its own; for the others there are the posters."""
    return isinstance(page, ArticlePage)


@register.simple_tag
def whatsapp_address(page):
    return sharing.whatsapp_address(page)
