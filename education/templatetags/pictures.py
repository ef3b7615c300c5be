from django import template

from education import pictures

register = template.Library()
# As wide as the text: the whole screen of a phone, at most 42 rem on a desk.
SIZES = "(min-width: 45rem) 42rem, 100vw"


@register.simple_tag
def page_picture(image, alt, is_first=False):
    """The first block stands where the reader looks first; whatever comes later may come later."""
    if image is None:  # deleted since
        return None
    loading = {} if is_first else {"loading": "lazy", "decoding": "async"}
    return pictures.picture(image, alt=alt, sizes=SIZES, **loading)
