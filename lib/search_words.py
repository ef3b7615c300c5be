"""What is typed into a search box, sealed for the address: no name and no number stands in a URL, a log or a history.

A search form posts. The answer leads back to the same page with `?cari=<token>`, so that filters, paging and the back
button stay plain links. A token is encrypted with FIELD_KEYS and bound to the user who searched: a copied link opens
for nobody else. The same words never give the same token twice, so nobody can try names against one.

    if request.method == "POST":
        return redirect(sealed_address(request, *FILTERS))
    asked = opened(request)
    form = Filter(asked.query)  # has the words as `q`
"""

from typing import NamedTuple
from urllib.parse import urlencode

from django.http import QueryDict

from lib.encryption import DecryptError, decrypt, encrypt

WORDS, PARAMETER = "q", "cari"
MOST = 150
TO_ADDRESS, FROM_ADDRESS = str.maketrans("+/", "-_"), str.maketrans("-_", "+/")


class Asked(NamedTuple):
    query: QueryDict
    is_unreadable: bool


def seal(words, user):
    key_id, _, body = encrypt(words, _purpose(user)).partition(".")
    return f"{key_id}.{body.translate(TO_ADDRESS).rstrip('=')}"


def unseal(token, user):
    """The words of a token this user made. Raises DecryptError."""
    key_id, _, body = token.partition(".")
    padding = "=" * (-len(body) % 4)
    return decrypt(f"{key_id}.{body.translate(FROM_ADDRESS)}{padding}", _purpose(user))


def _purpose(user):
    return f"search:{user.pk}"


def sealed_address(request, *filters):
    """Where a posted search is answered: this page, its filters as they are, its words sealed."""
    query = {name: request.POST[name] for name in filters if request.POST.get(name)}
    words = request.POST.get(WORDS, "").strip()[:MOST]
    if words:
        query[PARAMETER] = seal(words, request.user)
    return f"{request.path}?{urlencode(query)}" if query else request.path


def opened(request):
    """What the address asks for, its words readable again. Words that were not sealed are not heard."""
    query = request.GET.copy()
    query.pop(WORDS, None)
    token = query.get(PARAMETER)
    try:
        if token:
            query[WORDS] = unseal(token, request.user)
    except DecryptError:  # somebody else's link, a key that is gone, or a part of it lost on the way
        return Asked(query, is_unreadable=True)
    return Asked(query, is_unreadable=False)
