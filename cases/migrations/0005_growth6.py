from django.db import migrations, models

from lib.change_models import ChangeModels


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0003_mitra'),
        ('cases', '0004_casework_and_returns'),
    ]

    operations = [
        ChangeModels([
            migrations.RemoveIndex(
                model_name='case',
                name='case_by_status',
            ),
            migrations.RemoveIndex(
                model_name='coordination',
                name='coordination_by_due',
            ),
            migrations.RemoveIndex(
                model_name='coordination',
                name='coordination_open_by_agency',
            ),
            migrations.AddIndex(
                model_name='case',
                index=models.Index(fields=['status', 'urgency'], include=('id',), name='case_by_status'),
            ),
            migrations.AddIndex(
                model_name='coordination',
                index=models.Index(fields=['status', 'due_on'], include=('case',), name='coordination_by_due'),
            ),
            migrations.AddIndex(
                model_name='coordination',
                index=models.Index(condition=models.Q(('status', 'DITUTUP'), _negated=True), fields=['agency', 'due_on', 'id'], include=('status', 'case'), name='coordination_open_by_agency'),
            ),
            migrations.AddIndex(
                model_name='person',
                index=models.Index(condition=models.Q(('merged_into', None)), fields=['id'], include=('search_name',), name='person_newest_name'),
            ),
        ]),
    ]
