"""Facts outside the CMS: `{% fact "kode" "what to say while it is unsure" %}`, and `{% office_name "kode" %}`."""

from django import template

from education import office_names
from education.models import Fact
from education.models.fact import without_unknown_wages
from education.values import fact_tags
from lib.clock import today

register = template.Library()
register.filter(without_unknown_wages)


@register.simple_tag
def fact(code, otherwise=fact_tags.UNSURE):
    return Fact.objects.values_of([code], today()).get(code, otherwise)


@register.simple_tag
def office_name(code):
    return office_names.name(code)
