"""Facts outside the CMS, in pages and messages: `{% fact "kode" "what to say while it is unsure" %}`."""

from django import template

from education.models import Fact
from education.values import fact_tags
from lib.clock import today

register = template.Library()


@register.simple_tag
def fact(code, otherwise=fact_tags.UNSURE):
    return Fact.objects.values_of([code], today()).get(code, otherwise)
