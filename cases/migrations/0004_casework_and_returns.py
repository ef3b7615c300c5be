import django.db.models.deletion
import django.utils.timezone
import lib.encryption
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
import uuid
from django.db import migrations, models

from lib.change_models import ChangeModels


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0003_mitra'),
        ('cases', '0003_casework'),
    ]

    operations = [
        ChangeModels([
            migrations.CreateModel(
                name='BASTBatch',
                fields=[
                    ('id', models.UUIDField(editable=False, primary_key=True, serialize=False)),
                    ('arrived_on', models.DateField(null=True, verbose_name='tanggal tiba')),
                    ('prepared_at', models.DateTimeField(auto_now_add=True, verbose_name='disiapkan pada')),
                    ('approved_at', models.DateTimeField(null=True, verbose_name='disetujui pada')),
                    ('touched_at', models.DateTimeField(auto_now_add=True, verbose_name='terakhir dikerjakan')),
                ],
                options={
                    'verbose_name': 'berita acara bersama',
                    'verbose_name_plural': 'berita acara bersama',
                    'ordering': ['-prepared_at', 'pk'],
                },
            ),
            migrations.CreateModel(
                name='BASTBatchLetter',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('position', models.PositiveIntegerField()),
                    ('approved_as_of', models.DateTimeField(null=True, verbose_name='disetujui Kadis')),
                    ('refusal', lib.encryption.EncryptedTextField(blank=True, default='', verbose_name='mengapa tidak bisa')),
                ],
                options={
                    'ordering': ['position'],
                },
            ),
            migrations.CreateModel(
                name='DataRequest',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('status_since', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='status sejak')),
                    ('resumes_to', models.CharField(blank=True, editable=False, max_length=40)),
                    ('client_uuid', models.UUIDField(editable=False, unique=True)),
                    ('kind', models.CharField(choices=[('LIHAT', 'melihat data dan siapa yang membukanya'), ('PERBAIKI', 'memperbaiki data'), ('HAPUS', 'menghapus data'), ('BATASI', 'membatasi pemakaian data'), ('TARIK_IZIN', 'menarik izin')], max_length=20, verbose_name='yang diminta')),
                    ('status', models.CharField(choices=[('BARU', 'Belum dijawab'), ('DIPENUHI', 'Dipenuhi'), ('DITOLAK', 'Ditolak dengan alasan'), ('DIBATALKAN', 'Dibatalkan pemohon')], default='BARU', editable=False, max_length=40, verbose_name='status')),
                    ('applicant', lib.encryption.EncryptedTextField(verbose_name='pemohon')),
                    ('identity_check', lib.encryption.EncryptedTextField(verbose_name='pemeriksaan identitas')),
                    ('wish', lib.encryption.EncryptedTextField(blank=True, default='', verbose_name='permintaannya')),
                    ('received_at', models.DateTimeField(verbose_name='diterima pada')),
                    ('due_at', models.DateTimeField(verbose_name='dijawab paling lambat')),
                    ('ground', models.CharField(blank=True, choices=[('PROSES_HUKUM', 'data masih diperlukan untuk proses hukum'), ('KESELAMATAN', 'membahayakan keselamatan warga atau orang lain'), ('DATA_ORANG_LAIN', 'membuka data orang lain'), ('TUGAS_KOTA', 'data wajib disimpan untuk tugas pelayanan publik'), ('BUKAN_PEMILIK', 'pemohon tidak terbukti berhak atas data ini')], max_length=20, verbose_name='alasan penolakan')),
                ],
                options={
                    'verbose_name': 'permintaan data pribadi',
                    'verbose_name_plural': 'permintaan data pribadi',
                    'ordering': ['-received_at', '-pk'],
                },
            ),
            migrations.CreateModel(
                name='DataRequestChange',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('happened_on', models.DateField(verbose_name='tanggal kejadian')),
                    ('recorded_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='tanggal catat')),
                    ('source', models.CharField(choices=[('MANDIRI', 'warga sendiri'), ('KELUARGA', 'keluarga'), ('RT', 'RT/RW'), ('KELURAHAN', 'kelurahan'), ('DISNAKER', 'Disnaker'), ('BP3MI', 'BP3MI'), ('PERWAKILAN', 'KBRI/KJRI'), ('KEMLU', 'Kemlu'), ('IMIGRASI', 'Imigrasi'), ('POLISI', 'polisi'), ('MEDIA_SOSIAL', 'media sosial'), ('MEDIA_MASSA', 'media massa'), ('DPRD', 'DPRD'), ('LSM', 'LSM atau serikat'), ('IMPOR', 'data lama (impor)')], max_length=20, verbose_name='sumber')),
                    ('said_by', models.CharField(blank=True, max_length=150, verbose_name='atas keterangan')),
                    ('note', lib.encryption.EncryptedTextField(blank=True, default='', verbose_name='catatan')),
                    ('reference', models.CharField(blank=True, max_length=100, verbose_name='nomor rujukan')),
                    ('reason', models.CharField(blank=True, choices=[('PULANG_SELESAI', 'sudah pulang, selesai'), ('SELESAI_DI_LN', 'selesai di luar negeri, tetap tinggal'), ('MENOLAK_PULANG', 'tidak ingin pulang'), ('DATA_TIDAK_LENGKAP_30H', 'data tidak lengkap dalam 30 hari'), ('TIDAK_JELAS_15HK', 'tidak ada kejelasan dalam 15 hari kerja'), ('PELAPOR_TAK_TERHUBUNGI_60H', 'pelapor tidak terhubungi 60 hari'), ('DILIMPAHKAN', 'dilimpahkan ke instansi lain'), ('TANPA_TANGGAPAN_6BLN', 'tanpa tanggapan 6 bulan'), ('BUKAN_WARGA_KOTA', 'bukan warga kota'), ('DUPLIKAT', 'laporan ganda'), ('MENINGGAL_SELESAI', 'meninggal dunia, urusan selesai'), ('LAPORAN_TIDAK_BENAR', 'laporan tidak benar')], max_length=40, verbose_name='alasan')),
                    ('old_status', models.CharField(blank=True, choices=[('BARU', 'Belum dijawab'), ('DIPENUHI', 'Dipenuhi'), ('DITOLAK', 'Ditolak dengan alasan'), ('DIBATALKAN', 'Dibatalkan pemohon')], max_length=40)),
                    ('new_status', models.CharField(choices=[('BARU', 'Belum dijawab'), ('DIPENUHI', 'Dipenuhi'), ('DITOLAK', 'Ditolak dengan alasan'), ('DIBATALKAN', 'Dibatalkan pemohon')], max_length=40)),
                ],
                options={
                    'ordering': ['-recorded_at', '-happened_on'],
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='DataRequestEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_context', pghistory.utils.JSONField(null=True)),
                    ('pgh_context_id', models.UUIDField(null=True)),
                    ('id', models.BigIntegerField()),
                    ('client_uuid', models.UUIDField(editable=False)),
                    ('kind', models.CharField(choices=[('LIHAT', 'melihat data dan siapa yang membukanya'), ('PERBAIKI', 'memperbaiki data'), ('HAPUS', 'menghapus data'), ('BATASI', 'membatasi pemakaian data'), ('TARIK_IZIN', 'menarik izin')], max_length=20, verbose_name='yang diminta')),
                    ('received_at', models.DateTimeField(verbose_name='diterima pada')),
                    ('due_at', models.DateTimeField(verbose_name='dijawab paling lambat')),
                    ('ground', models.CharField(blank=True, choices=[('PROSES_HUKUM', 'data masih diperlukan untuk proses hukum'), ('KESELAMATAN', 'membahayakan keselamatan warga atau orang lain'), ('DATA_ORANG_LAIN', 'membuka data orang lain'), ('TUGAS_KOTA', 'data wajib disimpan untuk tugas pelayanan publik'), ('BUKAN_PEMILIK', 'pemohon tidak terbukti berhak atas data ini')], max_length=20, verbose_name='alasan penolakan')),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='FamilyPlace',
                fields=[
                    ('message', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='decision', serialize=False, to='cases.reportmessage')),
                    ('before', lib.encryption.EncryptedTextField(blank=True, default='', verbose_name='tempat sebelumnya')),
                    ('at', models.DateTimeField(auto_now_add=True, verbose_name='diputuskan pada')),
                ],
                options={
                    'verbose_name': 'tempat dari keluarga',
                    'verbose_name_plural': 'tempat dari keluarga',
                    'ordering': ['-at'],
                },
            ),
            migrations.CreateModel(
                name='Restriction',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('ground', models.CharField(choices=[('PROSES_HUKUM', 'proses hukum'), ('PERMINTAAN', 'permintaan warga')], max_length=20, verbose_name='dasar')),
                    ('at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='dibatasi pada')),
                    ('lifted_at', models.DateTimeField(null=True, verbose_name='dicabut pada')),
                    ('lift_reason', lib.encryption.EncryptedTextField(blank=True, default='', verbose_name='alasan dicabut')),
                ],
                options={
                    'verbose_name': 'pembatasan data',
                    'verbose_name_plural': 'pembatasan data',
                    'ordering': ['-at', '-pk'],
                },
            ),
            migrations.CreateModel(
                name='Returnee',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('position', models.PositiveIntegerField()),
                    ('number', models.PositiveIntegerField(verbose_name='baris')),
                    ('content_json', lib.encryption.EncryptedTextField()),
                    ('looked_up_at', models.DateTimeField(null=True, verbose_name='dicocokkan pada')),
                    ('decision', models.CharField(blank=True, choices=[('WARGA_KITA', 'Warga kita'), ('BELUM_TERIDENTIFIKASI', 'Belum teridentifikasi'), ('BUKAN_WARGA_KOTA', 'Bukan warga kota')], default='', max_length=30, verbose_name='keputusan')),
                    ('note', lib.encryption.EncryptedTextField(blank=True, default='', verbose_name='catatan')),
                    ('decided_at', models.DateTimeField(null=True, verbose_name='diputuskan pada')),
                    ('decided_key', models.UUIDField(editable=False, null=True)),
                    ('version', models.PositiveIntegerField(default=0, editable=False)),
                ],
                options={
                    'verbose_name': 'baris daftar pemulangan',
                    'verbose_name_plural': 'baris daftar pemulangan',
                    'ordering': ['position'],
                },
            ),
            migrations.CreateModel(
                name='ReturneeEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_context', pghistory.utils.JSONField(null=True)),
                    ('pgh_context_id', models.UUIDField(null=True)),
                    ('id', models.BigIntegerField()),
                    ('position', models.PositiveIntegerField()),
                    ('number', models.PositiveIntegerField(verbose_name='baris')),
                    ('decision', models.CharField(blank=True, choices=[('WARGA_KITA', 'Warga kita'), ('BELUM_TERIDENTIFIKASI', 'Belum teridentifikasi'), ('BUKAN_WARGA_KOTA', 'Bukan warga kota')], default='', max_length=30, verbose_name='keputusan')),
                    ('decided_at', models.DateTimeField(null=True, verbose_name='diputuskan pada')),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='ReturneeList',
                fields=[
                    ('id', models.UUIDField(editable=False, primary_key=True, serialize=False)),
                    ('reference', models.CharField(blank=True, max_length=100, verbose_name='nomor surat atau brafaks')),
                    ('received_on', models.DateField(verbose_name='diterima pada')),
                    ('country', models.CharField(blank=True, max_length=2, verbose_name='negara')),
                    ('category', models.CharField(choices=[('INGIN_DIPULANGKAN', 'Ingin dipulangkan'), ('GAJI_TIDAK_DIBAYAR', 'Gaji tidak dibayar'), ('DEPORTASI', 'Dideportasi / repatriasi'), ('GAGAL_BERANGKAT', 'Gagal berangkat'), ('MENINGGAL', 'Meninggal dunia di negara tujuan'), ('PENIPUAN_PELUANG_KERJA', 'Penipuan peluang kerja'), ('SAKIT', 'Sakit'), ('DEPRESI', 'Depresi / sakit jiwa'), ('HAMIL_ANAK', 'Hamil atau punya anak'), ('TPPO', 'Dugaan perdagangan orang'), ('KEKERASAN_MAJIKAN', 'Kekerasan dari majikan'), ('PELECEHAN_SEKSUAL', 'Pelecehan / kekerasan seksual'), ('TIDAK_SESUAI_PK', 'Pekerjaan tidak sesuai perjanjian kerja'), ('BIAYA_PENEMPATAN', 'Biaya penempatan berlebih'), ('JAMINAN_SOSIAL', 'Jaminan sosial / klaim'), ('HILANG_KONTAK', 'Putus hubungan komunikasi'), ('OVERSTAY', 'Overstay / tidak berdokumen'), ('TAHANAN', 'Dalam tahanan / proses hukum'), ('PHK', 'PHK sepihak'), ('DOKUMEN_DITAHAN', 'Dokumen ditahan'), ('DISEKAP', 'Disekap / ditebus'), ('SCAM_JUDOL', 'Dipekerjakan di penipuan daring / judi daring'), ('KECELAKAAN', 'Kecelakaan kerja'), ('KONFLIK_BENCANA', 'Perang / konflik / bencana / wabah'), ('ANAK_PMI', 'Anak PMI terlantar / tidak berdokumen'), ('CALO_DALAM_NEGERI', 'Laporan perekrut / calo'), ('LAINNYA', 'Lain-lain')], default='DEPORTASI', max_length=40, verbose_name='jenis masalah')),
                    ('urgency', models.CharField(choices=[('P1', 'P1 Darurat'), ('P2', 'P2 Mendesak'), ('P3', 'P3 Penting'), ('P4', 'P4 Administratif')], default='P2', max_length=2, verbose_name='kegawatan')),
                    ('source', models.CharField(choices=[('MANDIRI', 'warga sendiri'), ('KELUARGA', 'keluarga'), ('RT', 'RT/RW'), ('KELURAHAN', 'kelurahan'), ('DISNAKER', 'Disnaker'), ('BP3MI', 'BP3MI'), ('PERWAKILAN', 'KBRI/KJRI'), ('KEMLU', 'Kemlu'), ('IMIGRASI', 'Imigrasi'), ('POLISI', 'polisi'), ('MEDIA_SOSIAL', 'media sosial'), ('MEDIA_MASSA', 'media massa'), ('DPRD', 'DPRD'), ('LSM', 'LSM atau serikat'), ('IMPOR', 'data lama (impor)')], default='BP3MI', max_length=20, verbose_name='kabar dari')),
                    ('noted_at', models.DateTimeField(auto_now_add=True, verbose_name='dicatat pada')),
                    ('touched_at', models.DateTimeField(auto_now_add=True)),
                ],
                options={
                    'verbose_name': 'daftar pemulangan',
                    'verbose_name_plural': 'daftar pemulangan',
                    'ordering': ['-noted_at', 'pk'],
                },
            ),
            migrations.AddField(
                model_name='bastbatch',
                name='approved_by',
                field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.assignment'),
            ),
            migrations.AddField(
                model_name='bastbatch',
                name='group',
                field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='bast_batches', to='cases.groupevent'),
            ),
            migrations.AddField(
                model_name='bastbatch',
                name='prepared_by',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.assignment', verbose_name='disiapkan oleh'),
            ),
            migrations.AddField(
                model_name='bastbatchletter',
                name='batch',
                field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='letters', to='cases.bastbatch'),
            ),
            migrations.AddField(
                model_name='bastbatchletter',
                name='letter',
                field=models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='bast_batch_letter', to='cases.caseletter'),
            ),
            migrations.AddField(
                model_name='datarequest',
                name='person',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='data_requests', to='cases.person', verbose_name='tentang siapa'),
            ),
            migrations.AddField(
                model_name='datarequest',
                name='received_by',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.assignment', verbose_name='diterima oleh'),
            ),
            migrations.AddField(
                model_name='datarequestchange',
                name='by',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.assignment', verbose_name='dicatat oleh'),
            ),
            migrations.AddField(
                model_name='datarequestchange',
                name='file',
                field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='+', to='cases.storedfile', verbose_name='berkas'),
            ),
            migrations.AddField(
                model_name='datarequestchange',
                name='subject',
                field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='history', to='cases.datarequest'),
            ),
            migrations.AddField(
                model_name='datarequestevent',
                name='person',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='cases.person', verbose_name='tentang siapa'),
            ),
            migrations.AddField(
                model_name='datarequestevent',
                name='pgh_obj',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='cases.datarequest'),
            ),
            migrations.AddField(
                model_name='datarequestevent',
                name='received_by',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='accounts.assignment', verbose_name='diterima oleh'),
            ),
            migrations.AddField(
                model_name='familyplace',
                name='by',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.assignment', verbose_name='diputuskan oleh'),
            ),
            migrations.AddField(
                model_name='familyplace',
                name='link',
                field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='family_places', to='cases.caseperson', verbose_name='tempat siapa'),
            ),
            migrations.AddField(
                model_name='restriction',
                name='by',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.assignment', verbose_name='dibatasi oleh'),
            ),
            migrations.AddField(
                model_name='restriction',
                name='lifted_by',
                field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.assignment'),
            ),
            migrations.AddField(
                model_name='restriction',
                name='person',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='restrictions', to='cases.person', verbose_name='warga'),
            ),
            migrations.AddField(
                model_name='returnee',
                name='decided_by',
                field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.assignment'),
            ),
            migrations.AddField(
                model_name='returnee',
                name='link',
                field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='returnees', to='cases.caseperson', verbose_name='orang'),
            ),
            migrations.AddField(
                model_name='returneeevent',
                name='decided_by',
                field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='accounts.assignment'),
            ),
            migrations.AddField(
                model_name='returneeevent',
                name='link',
                field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='cases.caseperson', verbose_name='orang'),
            ),
            migrations.AddField(
                model_name='returneeevent',
                name='pgh_obj',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='cases.returnee'),
            ),
            migrations.AddField(
                model_name='returneelist',
                name='group',
                field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='returnee_lists', to='cases.groupevent', verbose_name='rombongan'),
            ),
            migrations.AddField(
                model_name='returneelist',
                name='noted_by',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.assignment', verbose_name='dicatat oleh'),
            ),
            migrations.AddField(
                model_name='returneeevent',
                name='list',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='cases.returneelist', verbose_name='daftar'),
            ),
            migrations.AddField(
                model_name='returnee',
                name='list',
                field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='lines', to='cases.returneelist', verbose_name='daftar'),
            ),
            migrations.AddIndex(
                model_name='bastbatch',
                index=models.Index(fields=['group', '-prepared_at'], name='bast_batch_by_group'),
            ),
            migrations.AddConstraint(
                model_name='bastbatch',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('approved_at', None), ('approved_by', None)), models.Q(('approved_at__isnull', False), ('approved_by__isnull', False)), _connector='OR'), name='bast_batch_approved_by_somebody'),
            ),
            migrations.AddConstraint(
                model_name='bastbatchletter',
                constraint=models.UniqueConstraint(fields=('batch', 'position'), name='one_bast_per_position'),
            ),
            migrations.AddIndex(
                model_name='datarequest',
                index=models.Index(fields=['status', 'due_at'], name='data_request_by_due'),
            ),
            migrations.AddConstraint(
                model_name='datarequest',
                constraint=models.CheckConstraint(condition=models.Q(('status__in', ['BARU', 'DIPENUHI', 'DITOLAK', 'DIBATALKAN'])), name='data_request_status_valid'),
            ),
            migrations.AddConstraint(
                model_name='datarequest',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('status', 'DITOLAK'), _negated=True), models.Q(('ground', ''), _negated=True), _connector='OR'), name='data_request_refused_on_a_ground'),
            ),
            migrations.AddConstraint(
                model_name='datarequest',
                constraint=models.CheckConstraint(condition=models.Q(('due_at__gt', models.F('received_at'))), name='data_request_due_after_receipt'),
            ),
            migrations.AddConstraint(
                model_name='restriction',
                constraint=models.UniqueConstraint(condition=models.Q(('lifted_at', None)), fields=('person',), name='one_standing_restriction_per_person'),
            ),
            migrations.AddConstraint(
                model_name='restriction',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('lifted_at', None), ('lifted_by', None)), models.Q(('lifted_at__isnull', False), ('lifted_by__isnull', False)), _connector='OR'), name='restriction_lifted_by_somebody'),
            ),
            migrations.AddIndex(
                model_name='returneelist',
                index=models.Index(fields=['-noted_at', 'id'], name='returnee_list_by_moment'),
            ),
            migrations.AddIndex(
                model_name='returnee',
                index=models.Index(fields=['decision', 'decided_at'], name='returnee_by_decision'),
            ),
            migrations.AddIndex(
                model_name='returnee',
                index=models.Index(condition=models.Q(('looked_up_at', None)), fields=['list'], name='returnee_to_look_up'),
            ),
            migrations.AddConstraint(
                model_name='returnee',
                constraint=models.UniqueConstraint(fields=('list', 'position'), name='one_returnee_per_position'),
            ),
            migrations.AddConstraint(
                model_name='returnee',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('decision', 'WARGA_KITA'), ('link__isnull', False)), models.Q(models.Q(('decision', 'WARGA_KITA'), _negated=True), ('link', None)), _connector='OR'), name='returnee_of_ours_has_case'),
            ),
            migrations.RemoveIndex(
                model_name='case',
                name='case_open_by_urgency',
            ),
            migrations.RemoveIndex(
                model_name='person',
                name='person_by_birth_date',
            ),
            migrations.RemoveIndex(
                model_name='person',
                name='person_by_status',
            ),
            migrations.RemoveIndex(
                model_name='person',
                name='person_by_place_status',
            ),
            migrations.AddField(
                model_name='sharing',
                name='letter',
                field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='sharings', to='cases.caseletter', verbose_name='surat'),
            ),
            migrations.AddIndex(
                model_name='case',
                index=models.Index(condition=models.Q(('status', 'DITUTUP'), _negated=True), fields=['urgency', 'status_since', 'id'], include=('status',), name='case_open_by_urgency'),
            ),
            migrations.AddIndex(
                model_name='case',
                index=models.Index(condition=models.Q(('status', 'DITUTUP')), fields=['status_since', 'id'], name='case_closed_by_day'),
            ),
            migrations.AddIndex(
                model_name='person',
                index=models.Index(fields=['birth_date', 'id'], include=('search_name', 'merged_into'), name='person_by_birthday'),
            ),
            migrations.AddIndex(
                model_name='person',
                index=models.Index(fields=['latest_status', 'id'], include=('latest_country', 'merged_into'), name='person_by_status'),
            ),
            migrations.AddIndex(
                model_name='person',
                index=models.Index(fields=['territory', 'latest_status', 'id'], include=('latest_country', 'merged_into'), name='person_by_place_status'),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='datarequest',
                trigger=pgtrigger.compiler.Trigger(name='before_update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."client_uuid" IS DISTINCT FROM (NEW."client_uuid") OR OLD."due_at" IS DISTINCT FROM (NEW."due_at") OR OLD."ground" IS DISTINCT FROM (NEW."ground") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."person_id" IS DISTINCT FROM (NEW."person_id") OR OLD."received_at" IS DISTINCT FROM (NEW."received_at") OR OLD."received_by_id" IS DISTINCT FROM (NEW."received_by_id"))', func='INSERT INTO "cases_datarequestevent" ("client_uuid", "due_at", "ground", "id", "kind", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "received_at", "received_by_id") VALUES (OLD."client_uuid", OLD."due_at", OLD."ground", OLD."id", OLD."kind", OLD."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'before_update\', OLD."id", OLD."received_at", OLD."received_by_id"); RETURN NULL;', hash='a40518fef1c2df369857f6d518d670f9433888dc', operation='UPDATE', pgid='pgtrigger_before_update_update_c2ae3', table='cases_datarequest', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='datarequest',
                trigger=pgtrigger.compiler.Trigger(name='before_delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "cases_datarequestevent" ("client_uuid", "due_at", "ground", "id", "kind", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "received_at", "received_by_id") VALUES (OLD."client_uuid", OLD."due_at", OLD."ground", OLD."id", OLD."kind", OLD."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'before_delete\', OLD."id", OLD."received_at", OLD."received_by_id"); RETURN NULL;', hash='2f0e7c0d2e2f14267aaaee9cf9ffb0969f7e5d2b', operation='DELETE', pgid='pgtrigger_before_delete_delete_0f8a3', table='cases_datarequest', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='datarequestevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='a69101a3959d31ba289a40350ec3eee7129740e2', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_d4eb8', table='cases_datarequestevent', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='returneeevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='50098e9ff93b3b1023ae71e6731b512d3cda51bb', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_48bd7', table='cases_returneeevent', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='returnee',
                trigger=pgtrigger.compiler.Trigger(name='before_update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."decided_at" IS DISTINCT FROM (NEW."decided_at") OR OLD."decided_by_id" IS DISTINCT FROM (NEW."decided_by_id") OR OLD."decision" IS DISTINCT FROM (NEW."decision") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."link_id" IS DISTINCT FROM (NEW."link_id") OR OLD."list_id" IS DISTINCT FROM (NEW."list_id") OR OLD."number" IS DISTINCT FROM (NEW."number") OR OLD."position" IS DISTINCT FROM (NEW."position"))', func='INSERT INTO "cases_returneeevent" ("decided_at", "decided_by_id", "decision", "id", "link_id", "list_id", "number", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position") VALUES (OLD."decided_at", OLD."decided_by_id", OLD."decision", OLD."id", OLD."link_id", OLD."list_id", OLD."number", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'before_update\', OLD."id", OLD."position"); RETURN NULL;', hash='e9c4d44e42e0ad19a1b85bad2f69476da6505f50', operation='UPDATE', pgid='pgtrigger_before_update_update_40350', table='cases_returnee', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='returnee',
                trigger=pgtrigger.compiler.Trigger(name='before_delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "cases_returneeevent" ("decided_at", "decided_by_id", "decision", "id", "link_id", "list_id", "number", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position") VALUES (OLD."decided_at", OLD."decided_by_id", OLD."decision", OLD."id", OLD."link_id", OLD."list_id", OLD."number", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'before_delete\', OLD."id", OLD."position"); RETURN NULL;', hash='2479630119c376ac0c9847a570c6816c3de0dd73', operation='DELETE', pgid='pgtrigger_before_delete_delete_1c995', table='cases_returnee', when='AFTER')),
            ),
        ]),
    ]
