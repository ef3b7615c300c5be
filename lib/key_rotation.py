"""Write what stands under old keys again under the newest, so that the old ones can be dropped."""

from django.apps import apps
from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.db.models.functions import Cast

from lib.encryption import BlindIndexField, EncryptedTextField, blind_index, parse_keys

ROWS_PER_TRANSACTION = 200


def columns():
    """{model: its encrypted and index fields}, over the whole project."""
    found = {
        model: [f for f in model._meta.local_fields if isinstance(f, EncryptedTextField | BlindIndexField)]
        for model in apps.get_models()
    }
    return {model: fields for model, fields in found.items() if fields}


def outdated(model, fields):
    """Rows in which at least one of the fields stands under another key than the newest."""
    rows, old = model._base_manager.order_by("pk"), Q()
    for field in fields:
        # Read as the bare text of the column: the field itself decrypts and refuses to be compared.
        raw = f"raw_{field.name}"
        rows = rows.alias(**{raw: Cast(field.name, models.TextField())})
        filled = Q(**{f"{field.name}__isnull": False}) & ~Q(**{raw: ""})
        old |= filled & ~Q(**{f"{raw}__startswith": f"{newest_key(field)}."})
    return rows.filter(old)


def newest_key(field):
    keys = settings.BLIND_INDEX_KEYS if isinstance(field, BlindIndexField) else settings.FIELD_KEYS
    return next(iter(parse_keys(keys)))


def rotate(model, fields):
    """Rewrite the outdated rows of one model; other columns are not touched. Returns how many."""
    total = 0
    while written := rotate_some(model, fields):
        total += written
    return total


@transaction.atomic
def rotate_some(model, fields):
    rows = outdated(model, fields).select_for_update(of=("self",), no_key=True)[:ROWS_PER_TRANSACTION]
    count = 0
    for row in rows:
        values = {field.attname: fresh_value(field, row) for field in fields}
        count += model._base_manager.filter(pk=row.pk).update(**values)
    return count


def fresh_value(field, row):
    """What `update` shall write: plain text for an encrypted field, which encrypts it; for an index its new hash."""
    if isinstance(field, EncryptedTextField):
        return getattr(row, field.attname)
    value = getattr(row, field.source)
    return blind_index(field.normalise(value), field.purpose) if value else None
