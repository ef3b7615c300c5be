from django import template

from education import sharing

register = template.Library()


@register.simple_tag
def share_cards(page):
    """[(address, width, height)] of the pictures a chat may show; none for a page that is not to be passed on."""
    if not page.pk or not sharing.is_shareable(page):
        return []
    return [(sharing.card_address(page, shape), *size) for shape, size in sharing.SHAPES.items()]


@register.simple_tag
def whatsapp_address(page):
    return sharing.whatsapp_address(page)
