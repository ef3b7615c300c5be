from django import template

from education import findable

register = template.Library()


@register.simple_tag
def service_data():
    return findable.script(findable.service())


@register.simple_tag
def question_data(page):
    asked = findable.questions(page)
    return findable.script(asked) if asked else ""
