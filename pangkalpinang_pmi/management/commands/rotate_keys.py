from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import transaction

from accounts.adapter import MFA_COLUMN
from cases.models import StoredFile
from cases.rules import uploads
from lib import key_rotation
from lib.encryption import decrypt, encrypt, parse_keys


class Command(BaseCommand):
    help = (
        "Write everything that stands under old keys again under the first of FIELD_KEYS and BLIND_INDEX_KEYS. "
        "Then the old keys may be dropped, those of the index 72 hours later (printed activation codes)."
    )

    def add_arguments(self, parser):
        parser.add_argument("--wet-run", action="store_true", help="write; without it only count")

    def handle(self, *, wet_run, **options):
        for model, fields in key_rotation.columns().items():
            count = key_rotation.rotate(model, fields) if wet_run else key_rotation.outdated(model, fields).count()
            self.stdout.write(f"{model._meta.label}: {count}")
        files = uploads.rotate() if wet_run else uploads.outdated().count()
        self.stdout.write(f"{StoredFile._meta.label}, halaman tersegel: {files}")
        secrets = outdated_second_factors()
        self.stdout.write(f"{Authenticator._meta.label}: {len(secrets)}")
        if wet_run:
            rotate_second_factors(secrets)
        else:
            self.stdout.write("Belum ada yang ditulis. Ulangi dengan --wet-run.")


def outdated_second_factors():
    """allauth keeps its secrets inside a JSON column, encrypted by accounts.adapter. A few hundred, not a million."""
    newest = f"{next(iter(parse_keys(settings.FIELD_KEYS)))}."
    return [
        factor.pk
        for factor in Authenticator.objects.order_by("pk")
        if any(not token.startswith(newest) for token in secrets_of(factor).values())
    ]


def secrets_of(factor):
    return {name: factor.data[name] for name in ("secret", "seed") if name in factor.data}


def rotate_second_factors(pks):
    for pk in pks:
        with transaction.atomic():
            factor = Authenticator.objects.select_for_update(no_key=True).get(pk=pk)
            factor.data |= {
                name: encrypt(decrypt(token, MFA_COLUMN), MFA_COLUMN) for name, token in secrets_of(factor).items()
            }
            factor.save(update_fields=["data"])
