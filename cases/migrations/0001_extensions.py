from django.contrib.postgres.operations import TrigramExtension
from django.db import migrations


class Migration(migrations.Migration):
    """Trigrams for names as people spell them. A trusted extension: the owner of the database may create it."""

    dependencies = [("accounts", "0002_cache_table")]
    operations = [TrigramExtension()]
