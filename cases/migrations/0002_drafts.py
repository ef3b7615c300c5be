import django.db.models.deletion
import lib.encryption
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

from lib.change_models import ChangeModels


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0003_mitra'),
        ('cases', '0001_initial'),
    ]

    operations = [
        ChangeModels([
            pgtrigger.migrations.RemoveTrigger(
                model_name='storedfile',
                name='before_update_update',
            ),
            pgtrigger.migrations.RemoveTrigger(
                model_name='storedfile',
                name='before_delete_delete',
            ),
            migrations.RemoveConstraint(
                model_name='storedfile',
                name='file_belongs_to_one',
            ),
            migrations.AddField(
                model_name='paperform',
                name='written_by',
                field=lib.encryption.EncryptedTextField(blank=True, default='', verbose_name='nama yang mengisi'),
            ),
            migrations.AddField(
                model_name='storedfile',
                name='conflict',
                field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='files', to='cases.nikconflict'),
            ),
            migrations.AddField(
                model_name='storedfile',
                name='draft',
                field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='files', to='cases.registrationdraft'),
            ),
            migrations.AddField(
                model_name='storedfile',
                name='kind',
                field=models.CharField(blank=True, choices=[('KTP', 'KTP-el'), ('KK', 'Kartu Keluarga'), ('AKTA_LAHIR', 'akta kelahiran'), ('IJAZAH', 'ijazah terakhir'), ('STATUS_KAWIN', 'surat keterangan status perkawinan'), ('IZIN_KELUARGA', 'surat izin keluarga'), ('AK1', 'kartu AK/1'), ('KOMPETENSI', 'sertifikat kompetensi'), ('BAHASA', 'sertifikat bahasa'), ('SEHAT', 'surat keterangan sehat'), ('PASPOR', 'paspor'), ('SPLP', 'SPLP'), ('VISA', 'visa kerja'), ('PP', 'perjanjian penempatan'), ('PK', 'perjanjian kerja'), ('JAMSOS', 'BPJS Ketenagakerjaan PMI'), ('JKN', 'BPJS Kesehatan'), ('OPP', 'sertifikat OPP'), ('EPMI', 'E-PMI'), ('BUKU_PELAUT', 'buku pelaut'), ('LAINNYA', 'lainnya')], max_length=20, verbose_name='dokumen'),
            ),
            migrations.AddField(
                model_name='storedfileevent',
                name='conflict',
                field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='cases.nikconflict'),
            ),
            migrations.AddField(
                model_name='storedfileevent',
                name='draft',
                field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='cases.registrationdraft'),
            ),
            migrations.AddField(
                model_name='storedfileevent',
                name='kind',
                field=models.CharField(blank=True, choices=[('KTP', 'KTP-el'), ('KK', 'Kartu Keluarga'), ('AKTA_LAHIR', 'akta kelahiran'), ('IJAZAH', 'ijazah terakhir'), ('STATUS_KAWIN', 'surat keterangan status perkawinan'), ('IZIN_KELUARGA', 'surat izin keluarga'), ('AK1', 'kartu AK/1'), ('KOMPETENSI', 'sertifikat kompetensi'), ('BAHASA', 'sertifikat bahasa'), ('SEHAT', 'surat keterangan sehat'), ('PASPOR', 'paspor'), ('SPLP', 'SPLP'), ('VISA', 'visa kerja'), ('PP', 'perjanjian penempatan'), ('PK', 'perjanjian kerja'), ('JAMSOS', 'BPJS Ketenagakerjaan PMI'), ('JKN', 'BPJS Kesehatan'), ('OPP', 'sertifikat OPP'), ('EPMI', 'E-PMI'), ('BUKU_PELAUT', 'buku pelaut'), ('LAINNYA', 'lainnya')], max_length=20, verbose_name='dokumen'),
            ),
            migrations.AddField(
                model_name='talk',
                name='conflict',
                field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='talks', to='cases.nikconflict'),
            ),
            migrations.AlterField(
                model_name='talk',
                name='journey',
                field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='talks', to='cases.journey'),
            ),
            migrations.AddConstraint(
                model_name='storedfile',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('case__isnull', True), ('conflict__isnull', True), ('document__isnull', False), ('draft__isnull', True), ('journey__isnull', True), ('offer__isnull', True)), models.Q(('case__isnull', True), ('conflict__isnull', True), ('document__isnull', True), ('draft__isnull', True), ('journey__isnull', False), ('offer__isnull', True)), models.Q(('case__isnull', False), ('conflict__isnull', True), ('document__isnull', True), ('draft__isnull', True), ('journey__isnull', True), ('offer__isnull', True)), models.Q(('case__isnull', True), ('conflict__isnull', True), ('document__isnull', True), ('draft__isnull', True), ('journey__isnull', True), ('offer__isnull', False)), models.Q(('case__isnull', True), ('conflict__isnull', True), ('document__isnull', True), ('draft__isnull', False), ('journey__isnull', True), ('offer__isnull', True)), models.Q(('case__isnull', True), ('conflict__isnull', False), ('document__isnull', True), ('draft__isnull', True), ('journey__isnull', True), ('offer__isnull', True)), _connector='OR'), name='file_belongs_to_one'),
            ),
            migrations.AddConstraint(
                model_name='storedfile',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('conflict', None), ('draft', None), ('kind', '')), models.Q(models.Q(('conflict', None), ('draft', None), _negated=True), models.Q(('kind', ''), _negated=True)), _connector='OR'), name='file_of_an_entry_says_which_paper'),
            ),
            migrations.AddConstraint(
                model_name='talk',
                constraint=models.CheckConstraint(condition=models.Q(('journey__isnull', False), ('conflict__isnull', False), _connector='OR'), name='talk_is_about_an_offer'),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='storedfile',
                trigger=pgtrigger.compiler.Trigger(name='before_update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."case_id" IS DISTINCT FROM (NEW."case_id") OR OLD."client_uuid" IS DISTINCT FROM (NEW."client_uuid") OR OLD."conflict_id" IS DISTINCT FROM (NEW."conflict_id") OR OLD."document_id" IS DISTINCT FROM (NEW."document_id") OR OLD."draft_id" IS DISTINCT FROM (NEW."draft_id") OR OLD."handed_in_as" IS DISTINCT FROM (NEW."handed_in_as") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."journey_id" IS DISTINCT FROM (NEW."journey_id") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."offer_id" IS DISTINCT FROM (NEW."offer_id") OR OLD."pages" IS DISTINCT FROM (NEW."pages") OR OLD."recorded_at" IS DISTINCT FROM (NEW."recorded_at") OR OLD."sha256" IS DISTINCT FROM (NEW."sha256") OR OLD."size" IS DISTINCT FROM (NEW."size") OR OLD."uploaded_by_id" IS DISTINCT FROM (NEW."uploaded_by_id"))', func='INSERT INTO "cases_storedfileevent" ("case_id", "client_uuid", "conflict_id", "document_id", "draft_id", "handed_in_as", "id", "journey_id", "kind", "offer_id", "pages", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "sha256", "size", "uploaded_by_id") VALUES (OLD."case_id", OLD."client_uuid", OLD."conflict_id", OLD."document_id", OLD."draft_id", OLD."handed_in_as", OLD."id", OLD."journey_id", OLD."kind", OLD."offer_id", OLD."pages", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'before_update\', OLD."id", OLD."recorded_at", OLD."sha256", OLD."size", OLD."uploaded_by_id"); RETURN NULL;', hash='fede1ced99d175c1a6836496f1b08c6ea3341fab', operation='UPDATE', pgid='pgtrigger_before_update_update_08f41', table='cases_storedfile', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='storedfile',
                trigger=pgtrigger.compiler.Trigger(name='before_delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "cases_storedfileevent" ("case_id", "client_uuid", "conflict_id", "document_id", "draft_id", "handed_in_as", "id", "journey_id", "kind", "offer_id", "pages", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "sha256", "size", "uploaded_by_id") VALUES (OLD."case_id", OLD."client_uuid", OLD."conflict_id", OLD."document_id", OLD."draft_id", OLD."handed_in_as", OLD."id", OLD."journey_id", OLD."kind", OLD."offer_id", OLD."pages", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'before_delete\', OLD."id", OLD."recorded_at", OLD."sha256", OLD."size", OLD."uploaded_by_id"); RETURN NULL;', hash='2803f523a8f3c6b1e27abd5f4b399851d1eebb11', operation='DELETE', pgid='pgtrigger_before_delete_delete_e924b', table='cases_storedfile', when='AFTER')),
            ),
        ]),
    ]
