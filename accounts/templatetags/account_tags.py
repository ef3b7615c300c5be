from django import template
from django.utils.html import format_html

from accounts import unsent

register = template.Library()
# In this order: a browser also names those it wants to be taken for.
BROWSERS = {"Edg": "Edge", "OPR": "Opera", "SamsungBrowser": "Samsung Internet", "Firefox": "Firefox"}
BROWSERS |= {"Chrome": "Chrome", "Safari": "Safari"}
SYSTEMS = {"Android": "Android", "iPhone": "iPhone", "Windows": "Windows", "Mac OS": "Mac", "Linux": "Linux"}


@register.simple_tag(takes_context=True)
def typed_by(context):
    """Inside a form that is kept over a sign-in for nobody but who typed it."""
    mark = unsent.mark_of(context["request"].user)
    return format_html('<input type="hidden" name="{}" value="{}">', unsent.TYPED_BY, mark)


@register.filter
def device(user_agent):
    """'Chrome di Android', enough to recognise the own telephone by."""
    browser = next((name for sign, name in BROWSERS.items() if sign in user_agent), "Peramban lain")
    system = next((name for sign, name in SYSTEMS.items() if sign in user_agent), "")
    return f"{browser} di {system}" if system else browser
