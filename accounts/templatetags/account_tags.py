from django import template

register = template.Library()
# In this order: a browser also names those it wants to be taken for.
BROWSERS = {"Edg": "Edge", "OPR": "Opera", "SamsungBrowser": "Samsung Internet", "Firefox": "Firefox"}
BROWSERS |= {"Chrome": "Chrome", "Safari": "Safari"}
SYSTEMS = {"Android": "Android", "iPhone": "iPhone", "Windows": "Windows", "Mac OS": "Mac", "Linux": "Linux"}


@register.filter
def device(user_agent):
    """'Chrome di Android', enough to recognise the own telephone by."""
    browser = next((name for sign, name in BROWSERS.items() if sign in user_agent), "Peramban lain")
    system = next((name for sign, name in SYSTEMS.items() if sign in user_agent), "")
    return f"{browser} di {system}" if system else browser
