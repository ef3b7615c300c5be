from django.db import migrations

OF_STEP = {"DITERUSKAN_PUSAT": "KP2MI", "DI_PERWAKILAN": "PERWAKILAN"}
OF_AGENCY = {
    "BP3MI": "SISKOP2MI",
    "KP2MI": "KP2MI",
    "KEMLU": "BRAFAKS",
    "PERWAKILAN": "PERWAKILAN",
    "POLRI": "POLISI",
    "IMIGRASI": "IMIGRASI",
}
ANSWERED = ["DITERIMA", "PERLU_DATA", "DITERUSKAN_PUSAT", "DI_PERWAKILAN"]


def keep_what_was_said(apps, schema_editor):
    """The numbers in the history of steps, and the one that came without a step, by whoever answered last."""
    Change, Kept = apps.get_model("cases", "CoordinationChange"), apps.get_model("cases", "ForeignNumber")
    answers = Change.objects.filter(new_status__in=ANSWERED).select_related("subject__agency").order_by("recorded_at")
    for answer in answers.iterator(chunk_size=1000):
        own = OF_AGENCY.get(answer.subject.agency.kind, "LAIN")
        said = {answer.reference: OF_STEP.get(answer.new_status, own), answer.subject.foreign_number: own}
        for number, kind in said.items():
            if number and not Kept.objects.filter(coordination=answer.subject, number=number).exists():
                Kept.objects.create(coordination=answer.subject, kind=kind, number=number, by=answer.by)


class Migration(migrations.Migration):
    dependencies = [("cases", "0005_guards_and_numbers")]
    operations = [migrations.RunPython(keep_what_was_said, migrations.RunPython.noop, elidable=True)]
