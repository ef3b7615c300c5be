"""Facts outside the CMS: `{% fact "kode" "what to say while it is unsure" %}`, and `{% office_name "kode" %}`.

`{% sources page numbers %}` is the foot of a page: where its facts and telephone numbers come from, and since when.
"""

from django import template
from django.utils.formats import date_format

from education import office_names, quick_exit
from education.models import Fact
from education.values import fact_tags
from lib.clock import today

register = template.Library()
register.simple_tag(quick_exit.address, name="quick_exit")


@register.simple_tag
def fact(code, otherwise=fact_tags.UNSURE):
    return Fact.objects.values_of([code], today()).get(code, otherwise)


@register.simple_tag
def fact_with_source(code):
    """For a page that has no foot of sources."""
    found = Fact.objects.certain(today()).filter(code=code).first()
    if found is None:
        return fact_tags.UNSURE
    return f"{found.value} (diperiksa {date_format(found.checked_on, 'j F Y')}, sumber: {found.source})"


@register.simple_tag
def office_name(code):
    return office_names.name(code)


@register.inclusion_tag("education/_sources.html")
def sources(page, numbers=()):
    """Only what stands there as certain: what nobody vouches for has no source that one could name."""
    told = Fact.objects.certain(today()).filter(code__in=page.fact_codes)
    return {"facts": told.order_by("label"), "numbers": [one for one in numbers if not one.needs_check]}
