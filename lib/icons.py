"""`{% lucide "phone" size=20 aria_hidden="true" %}`: the package's tag, which draws each icon only once.

It takes a drawing apart and puts it together again for every use, and a page shows dozens of icons.
"""

from functools import lru_cache

from django.template import Library
from lucide.templatetags.lucide import lucide

register = Library()
register.simple_tag(lru_cache(maxsize=1_000)(lucide), name="lucide")
