"""Fields encrypted in the database, and keyed blind indexes to find them again by their exact value.

A stored value reads `keyid.base64(nonce|ciphertext|tag)`: AES-256-GCM, bound to its own column, so that a value copied
to another column does not decrypt. The first key of FIELD_KEYS encrypts, all of them decrypt; the keys of
BLIND_INDEX_KEYS are others, because an index key that leaks must not open the values.
"""

import base64
import hmac
import os
from binascii import b2a_base64
from functools import lru_cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import models

NONCE_BYTES = 12
URL_SAFE = bytes.maketrans(b"+/", b"-_")


class DecryptError(Exception):
    """A stored value cannot be read with the keys we have. The ciphertext is never returned as if it were data."""


@lru_cache(maxsize=16)
def parse_keys(text):
    """`id:base64,id:base64` as {id: 32 bytes}, in the order written. Raises ImproperlyConfigured."""
    keys = {}
    for entry in filter(None, text.split(",")):
        key_id, _, encoded = entry.strip().partition(":")
        try:
            keys[key_id] = base64.b64decode(encoded, validate=True)
        except ValueError as error:
            raise ImproperlyConfigured(f"Key {key_id!r} is not base64.") from error
        if not key_id or "." in key_id or len(keys[key_id]) != 32:
            raise ImproperlyConfigured(f"Key {key_id!r} must have an id without a dot and 32 bytes.")
    if not keys:
        raise ImproperlyConfigured("No key is given.")
    return keys


@lru_cache(maxsize=16)
def _newest(text):
    """Id and bytes of the key to write with."""
    return next(iter(parse_keys(text).items()))


@lru_cache(maxsize=16)
def _cipher(key):
    return AESGCM(key)


def encrypt(plain, column):
    """Encrypt with the newest key; `column` is the place it may be read from again."""
    key_id, key = _newest(settings.FIELD_KEYS)
    nonce = os.urandom(NONCE_BYTES)
    sealed = _cipher(key).encrypt(nonce, plain.encode(), column.encode())
    return f"{key_id}.{b2a_base64(nonce + sealed, newline=False).decode()}"


def decrypt(token, column):
    """The plain text of a token made for this column. Raises DecryptError."""
    key_id, _, body = token.partition(".")
    try:
        key = parse_keys(settings.FIELD_KEYS)[key_id]
        raw = base64.b64decode(body, validate=True)
        return _cipher(key).decrypt(raw[:NONCE_BYTES], raw[NONCE_BYTES:], column.encode()).decode()
    except (KeyError, InvalidTag, ValueError) as error:
        raise DecryptError(f"Cannot decrypt {column} (key id {key_id!r}).") from error


def encrypt_bytes(plain, place):
    """The same for the content of a file: the key's id, a line feed, nonce and ciphertext, bound to its place."""
    key_id, key = _newest(settings.FIELD_KEYS)
    nonce = os.urandom(NONCE_BYTES)
    return b"%s\n%s%s" % (key_id.encode(), nonce, _cipher(key).encrypt(nonce, plain, place.encode()))


def decrypt_bytes(sealed, place):
    """What `encrypt_bytes` was given. Raises DecryptError."""
    key_id, _, raw = sealed.partition(b"\n")
    try:
        key = parse_keys(settings.FIELD_KEYS)[key_id.decode()]
        return _cipher(key).decrypt(raw[:NONCE_BYTES], raw[NONCE_BYTES:], place.encode())
    except (KeyError, InvalidTag, ValueError) as error:
        raise DecryptError(f"Cannot decrypt {place}.") from error


def newest_key_id():
    return _newest(settings.FIELD_KEYS)[0]


def blind_index(value, purpose):
    """The index written today for a normalised value."""
    key_id, key = _newest(settings.BLIND_INDEX_KEYS)
    return _index(key_id, key, value, purpose)


def blind_indexes(value, purpose):
    """The index under every key: what to look for while keys are being rotated."""
    return [_index(key_id, key, value, purpose) for key_id, key in parse_keys(settings.BLIND_INDEX_KEYS).items()]


def _index(key_id, key, value, purpose):
    digest = b2a_base64(hmac.digest(key, f"{purpose}\0{value}".encode(), "sha256"), newline=False)
    return f"{key_id}.{digest.translate(URL_SAFE, b'=').decode()}"


class EncryptedTextField(models.TextField):
    """Text that the database holds only encrypted; that nothing was written is no secret and stays as it is.

    Look it up through its BlindIndexField.
    """

    @property
    def column_name(self):
        return f"{self.model._meta.label_lower}.{self.attname}"

    def get_prep_value(self, value):
        value = super().get_prep_value(value)
        return encrypt(value, self.column_name) if value else value

    def from_db_value(self, value, expression, connection):
        return decrypt(value, self.column_name) if value else value

    def get_lookup(self, lookup_name):
        if lookup_name != "isnull":
            raise TypeError(f"{lookup_name} on an encrypted field: ask its blind index.")
        return super().get_lookup(lookup_name)


class BlindIndexField(models.CharField):
    """Follows the field named `source`: each save writes the keyed hash of its normalised value.

    Its model says how it is indexed. Not by db_index: for text that makes a second index, to search by beginnings.
    """

    def __init__(self, *args, source=None, purpose=None, normalise=str, **kwargs):
        self.source, self.purpose, self.normalise = source, purpose, normalise
        kwargs.update(max_length=64, null=True, editable=False)
        super().__init__(*args, **kwargs)

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        for given in ("max_length", "null", "editable"):
            kwargs.pop(given, None)
        return name, path, args, kwargs

    def pre_save(self, instance, add):
        value = getattr(instance, self.source)
        index = blind_index(self.normalise(value), self.purpose) if value else None
        setattr(instance, self.attname, index)
        return index

    def candidates(self, value):
        """All stored forms that `value`, typed in any spelling, may have."""
        return blind_indexes(self.normalise(value), self.purpose)
