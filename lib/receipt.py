"""Codes of four words by which somebody without an account comes back. The database never holds one.

The words are our own: two syllables that every tongue of the islands can say, spelt in one way only (no e, o, c, y, or
silent letter), so that they survive a telephone and a grandmother. 7,776 of them, four of which are 51 bits.
"""

import base64
import hashlib
import hmac
import re
from functools import cache
from itertools import chain, islice, product

from django.conf import settings

COUNT, WORDS = 7776, 4
FIRST, VOWELS, LAST, RESERVE = "bdgjklmnprst", "aiu", "kmnrst", "h"
# Words that hurt, frighten or shame somebody who is afraid already.
NEVER = frozenset(
    re.findall(
        "[a-z]+",
        """bakar budak bugis busuk dukun gugur jijik jimat kimak kubur kutuk lalim makam najis nunuk pijat pipis pukik
        pukim pukin pukir pukis pukit putus rajam rasuk rusak sadis sakit sipit sunat tamat tikam tikus titit""",
    )
)


@cache
def words():
    usual, reserve = (product(FIRST, VOWELS, FIRST, VOWELS, last) for last in (LAST, RESERVE))
    fit = (word for word in map("".join, chain(usual, reserve)) if word not in NEVER)
    return tuple(islice(fit, COUNT))


@cache
def _known():
    return frozenset(words())


def code_of(subject, seed):
    """The code that this seed gives this subject: the same each time, and nobody's who has not our key.

    So a page that was lost on the way can be asked for again, although nothing of the code is kept.
    """
    digest = hmac.digest(_key(), f"code\0{subject}\0{seed}".encode(), "sha512")
    numbers = (int.from_bytes(digest[8 * place : 8 * place + 8]) % COUNT for place in range(WORDS))
    return " ".join(words()[number] for number in numbers)


def read(typed):
    """(code, unknown): the code as issued, or None with the words of it that are not in our list."""
    given = re.findall(r"[a-z]+", typed.lower())
    unknown = [word for word in given if word not in _known()]
    return (None, unknown) if unknown or len(given) != WORDS else (" ".join(given), [])


def stretch(code):
    """What the database keeps in place of a code.

    The salt is a secret and always the same, so that a code is found by one index.
    """
    slow = hashlib.scrypt(code.encode(), salt=_key(), n=settings.RECEIPT_COST, r=8, p=1, maxmem=64 << 20)
    return hmac.new(_key(), b"kept\0" + slow, hashlib.sha256).hexdigest()


@cache
def _read_key(text):
    return base64.b64decode(text, validate=True)


def _key():
    return _read_key(settings.RECEIPT_KEY)
