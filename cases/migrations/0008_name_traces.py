from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models

NAME_TRACES = """
CREATE FUNCTION cases_name_traces(keys text[], born date, home bigint) RETURNS text[]
LANGUAGE sql IMMUTABLE AS $$
    SELECT array_agg(key || '@' || mark) FROM unnest(keys) AS key, unnest(
        CASE WHEN born IS NULL THEN ARRAY['p' || home, '?'] ELSE ARRAY[
            'p' || home, 'y' || extract(year FROM born), 'd' || extract(month FROM born) * 100 + extract(day FROM born)
        ] END
    ) AS mark
$$
"""


class NameTraces(models.Func):
    function = "cases_name_traces"
    output_field = ArrayField(models.TextField())

    def __init__(self):
        super().__init__(models.F("name_keys"), models.F("birth_date"), models.F("territory"))


class Migration(migrations.Migration):
    """Beside a register that is written to: building the first index takes a minute with a million people."""

    atomic = False

    dependencies = [("cases", "0007_corrections_and_recruiters")]

    operations = [
        migrations.RunSQL(NAME_TRACES, "DROP FUNCTION cases_name_traces(text[], date, bigint)"),
        AddIndexConcurrently(
            "person", GinIndex(NameTraces(), name="person_by_name_traces", gin_pending_list_limit=256)
        ),
        AddIndexConcurrently(
            "person",
            models.Index(
                fields=["territory", "birth_date", "id"],
                include=["search_name", "merged_into"],
                name="person_by_place_birth",
            ),
        ),
        AddIndexConcurrently(
            "funding",
            models.Index(
                fields=["planned_at"],
                include=["case", "status", "leg", "payer", "amount", "must_come_first"],
                name="funding_by_year",
            ),
        ),
        AddIndexConcurrently(
            "funding",
            models.Index(
                fields=["planned_at", "id"],
                include=["case"],
                condition=models.Q(must_come_first=True, status__in=["DITOLAK", "DIUSULKAN"]),
                name="funding_waiting",
            ),
        ),
    ]
