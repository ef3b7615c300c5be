from django.db import migrations


class Migration(migrations.Migration):
    """The cache that answers while Redis is away (pangkalpinang_pmi/cache.py); as `createcachetable` would make it."""

    dependencies = [("accounts", "0001_initial")]
    operations = [
        migrations.RunSQL(
            """
            CREATE TABLE IF NOT EXISTS cache_table (
                cache_key varchar(255) NOT NULL PRIMARY KEY,
                value text NOT NULL,
                expires timestamp with time zone NOT NULL
            );
            CREATE INDEX IF NOT EXISTS cache_table_expires ON cache_table (expires);
            """,
            "DROP TABLE IF EXISTS cache_table",
        )
    ]
