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
        ('cases', '0002_drafts'),
    ]

    operations = [
        ChangeModels([
            migrations.CreateModel(
                name='Arrival',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('place', models.CharField(choices=[('DEPATI_AMIR', 'Bandara Depati Amir'), ('PANGKALBALAM', 'Pelabuhan Pangkalbalam'), ('SOEKARNO_HATTA', 'Bandara Soekarno-Hatta'), ('DEBARKASI_LAIN', 'tempat lain')], max_length=20, verbose_name='tempat tiba')),
                    ('expected_at', models.DateTimeField(verbose_name='perkiraan tiba')),
                    ('carrier', models.CharField(blank=True, max_length=60, verbose_name='penerbangan atau kapal')),
                    ('pick_up', models.CharField(choices=[('BELUM_DITENTUKAN', 'belum ditentukan'), ('PETUGAS_DISNAKER', 'petugas Disnaker'), ('PETUGAS_DINSOS', 'petugas Dinsos'), ('PETUGAS_BP3MI', 'petugas BP3MI'), ('JEMPUT_KELUARGA', 'keluarga'), ('JEMPUT_SENDIRI', 'pulang sendiri')], default='BELUM_DITENTUKAN', max_length=20, verbose_name='yang menjemput')),
                    ('pick_up_by', lib.encryption.EncryptedTextField(blank=True, default='', verbose_name='nama dan nomor penjemput')),
                    ('needs', lib.encryption.EncryptedTextField(blank=True, default='', verbose_name='yang perlu disiapkan')),
                    ('reference', models.CharField(blank=True, max_length=100, verbose_name='nomor surat atau brafaks')),
                    ('noted_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='dicatat pada')),
                    ('version', models.PositiveIntegerField(default=0, editable=False)),
                ],
                options={
                    'verbose_name': 'kedatangan',
                    'verbose_name_plural': 'kedatangan',
                    'ordering': ['expected_at', 'pk'],
                },
            ),
            migrations.CreateModel(
                name='ArrivalEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_context', pghistory.utils.JSONField(null=True)),
                    ('pgh_context_id', models.UUIDField(null=True)),
                    ('id', models.BigIntegerField()),
                    ('place', models.CharField(choices=[('DEPATI_AMIR', 'Bandara Depati Amir'), ('PANGKALBALAM', 'Pelabuhan Pangkalbalam'), ('SOEKARNO_HATTA', 'Bandara Soekarno-Hatta'), ('DEBARKASI_LAIN', 'tempat lain')], max_length=20, verbose_name='tempat tiba')),
                    ('expected_at', models.DateTimeField(verbose_name='perkiraan tiba')),
                    ('carrier', models.CharField(blank=True, max_length=60, verbose_name='penerbangan atau kapal')),
                    ('pick_up', models.CharField(choices=[('BELUM_DITENTUKAN', 'belum ditentukan'), ('PETUGAS_DISNAKER', 'petugas Disnaker'), ('PETUGAS_DINSOS', 'petugas Dinsos'), ('PETUGAS_BP3MI', 'petugas BP3MI'), ('JEMPUT_KELUARGA', 'keluarga'), ('JEMPUT_SENDIRI', 'pulang sendiri')], default='BELUM_DITENTUKAN', max_length=20, verbose_name='yang menjemput')),
                    ('reference', models.CharField(blank=True, max_length=100, verbose_name='nomor surat atau brafaks')),
                    ('noted_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='dicatat pada')),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='CaseLetter',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('status_since', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='status sejak')),
                    ('resumes_to', models.CharField(blank=True, editable=False, max_length=40)),
                    ('client_uuid', models.UUIDField(editable=False, unique=True)),
                    ('kind', models.CharField(choices=[('S02', 'permohonan fasilitasi pelindungan dan pemulangan'), ('S03', 'permintaan informasi perkembangan'), ('S05', 'nota dinas permohonan pembiayaan'), ('S06', 'surat tugas penjemputan'), ('S08', 'berita acara serah terima'), ('S09', 'surat pernyataan menolak rehabilitasi'), ('S10', 'surat rujukan layanan'), ('S11', 'surat pengantar laporan ke polisi atau LPSK'), ('S12', 'surat pernyataan klarifikasi'), ('S13', 'surat persetujuan keluarga'), ('S14', 'pemberitahuan kegagalan pelindungan data pribadi'), ('SPLP', 'keterangan identitas untuk SPLP'), ('AKHIR', 'pemberitahuan akhir penanganan')], max_length=10, verbose_name='jenis')),
                    ('status', models.CharField(choices=[('KONSEP', 'Konsep'), ('DIPARAF', 'Diparaf, menunggu Kadis'), ('DITANDATANGANI', 'Disetujui dan bernomor'), ('DIKIRIM', 'Dikirim'), ('DITERIMA', 'Diterima'), ('DIBALAS', 'Dibalas'), ('DICABUT', 'Dicabut')], default='KONSEP', editable=False, max_length=40, verbose_name='status')),
                    ('secrecy', models.CharField(choices=[('BIASA', 'Biasa'), ('TERBATAS', 'Terbatas'), ('RAHASIA', 'Rahasia')], default='TERBATAS', max_length=10, verbose_name='sifat')),
                    ('written', lib.encryption.EncryptedTextField(verbose_name='isian')),
                    ('content', lib.encryption.EncryptedTextField(verbose_name='isi')),
                    ('bases', models.JSONField(default=dict, verbose_name='dasar penyerahan data')),
                    ('consent_on', models.DateField(blank=True, null=True, verbose_name='tanggal persetujuan')),
                    ('year', models.PositiveSmallIntegerField(null=True, verbose_name='tahun')),
                    ('serial', models.PositiveIntegerField(null=True, verbose_name='urutan')),
                    ('number', models.CharField(blank=True, default='', max_length=100, verbose_name='nomor')),
                    ('code', models.CharField(max_length=16, null=True, unique=True, verbose_name='kode keaslian')),
                    ('issued_on', models.DateField(null=True, verbose_name='tanggal surat')),
                    ('written_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='ditulis pada')),
                    ('version', models.PositiveIntegerField(default=0, editable=False)),
                ],
                options={
                    'verbose_name': 'surat kasus',
                    'verbose_name_plural': 'surat kasus',
                    'ordering': ['-written_at', '-pk'],
                },
            ),
            migrations.CreateModel(
                name='CaseLetterChange',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('happened_on', models.DateField(verbose_name='tanggal kejadian')),
                    ('recorded_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='tanggal catat')),
                    ('source', models.CharField(choices=[('MANDIRI', 'warga sendiri'), ('KELUARGA', 'keluarga'), ('RT', 'RT/RW'), ('KELURAHAN', 'kelurahan'), ('DISNAKER', 'Disnaker'), ('BP3MI', 'BP3MI'), ('PERWAKILAN', 'KBRI/KJRI'), ('KEMLU', 'Kemlu'), ('IMIGRASI', 'Imigrasi'), ('POLISI', 'polisi'), ('MEDIA_SOSIAL', 'media sosial'), ('MEDIA_MASSA', 'media massa'), ('DPRD', 'DPRD'), ('LSM', 'LSM atau serikat'), ('IMPOR', 'data lama (impor)')], max_length=20, verbose_name='sumber')),
                    ('said_by', models.CharField(blank=True, max_length=150, verbose_name='atas keterangan')),
                    ('note', lib.encryption.EncryptedTextField(blank=True, default='', verbose_name='catatan')),
                    ('reference', models.CharField(blank=True, max_length=100, verbose_name='nomor rujukan')),
                    ('reason', models.CharField(blank=True, choices=[('PULANG_SELESAI', 'sudah pulang, selesai'), ('SELESAI_DI_LN', 'selesai di luar negeri, tetap tinggal'), ('MENOLAK_PULANG', 'tidak ingin pulang'), ('DATA_TIDAK_LENGKAP_30H', 'data tidak lengkap dalam 30 hari'), ('TIDAK_JELAS_15HK', 'tidak ada kejelasan dalam 15 hari kerja'), ('PELAPOR_TAK_TERHUBUNGI_60H', 'pelapor tidak terhubungi 60 hari'), ('DILIMPAHKAN', 'dilimpahkan ke instansi lain'), ('TANPA_TANGGAPAN_6BLN', 'tanpa tanggapan 6 bulan'), ('BUKAN_WARGA_KOTA', 'bukan warga kota'), ('DUPLIKAT', 'laporan ganda'), ('MENINGGAL_SELESAI', 'meninggal dunia, urusan selesai'), ('LAPORAN_TIDAK_BENAR', 'laporan tidak benar')], max_length=40, verbose_name='alasan')),
                    ('old_status', models.CharField(blank=True, choices=[('KONSEP', 'Konsep'), ('DIPARAF', 'Diparaf, menunggu Kadis'), ('DITANDATANGANI', 'Disetujui dan bernomor'), ('DIKIRIM', 'Dikirim'), ('DITERIMA', 'Diterima'), ('DIBALAS', 'Dibalas'), ('DICABUT', 'Dicabut')], max_length=40)),
                    ('new_status', models.CharField(choices=[('KONSEP', 'Konsep'), ('DIPARAF', 'Diparaf, menunggu Kadis'), ('DITANDATANGANI', 'Disetujui dan bernomor'), ('DIKIRIM', 'Dikirim'), ('DITERIMA', 'Diterima'), ('DIBALAS', 'Dibalas'), ('DICABUT', 'Dicabut')], max_length=40)),
                ],
                options={
                    'ordering': ['-recorded_at', '-happened_on'],
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='CaseLetterEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_context', pghistory.utils.JSONField(null=True)),
                    ('pgh_context_id', models.UUIDField(null=True)),
                    ('id', models.BigIntegerField()),
                    ('client_uuid', models.UUIDField(editable=False)),
                    ('kind', models.CharField(choices=[('S02', 'permohonan fasilitasi pelindungan dan pemulangan'), ('S03', 'permintaan informasi perkembangan'), ('S05', 'nota dinas permohonan pembiayaan'), ('S06', 'surat tugas penjemputan'), ('S08', 'berita acara serah terima'), ('S09', 'surat pernyataan menolak rehabilitasi'), ('S10', 'surat rujukan layanan'), ('S11', 'surat pengantar laporan ke polisi atau LPSK'), ('S12', 'surat pernyataan klarifikasi'), ('S13', 'surat persetujuan keluarga'), ('S14', 'pemberitahuan kegagalan pelindungan data pribadi'), ('SPLP', 'keterangan identitas untuk SPLP'), ('AKHIR', 'pemberitahuan akhir penanganan')], max_length=10, verbose_name='jenis')),
                    ('secrecy', models.CharField(choices=[('BIASA', 'Biasa'), ('TERBATAS', 'Terbatas'), ('RAHASIA', 'Rahasia')], default='TERBATAS', max_length=10, verbose_name='sifat')),
                    ('bases', models.JSONField(default=dict, verbose_name='dasar penyerahan data')),
                    ('consent_on', models.DateField(blank=True, null=True, verbose_name='tanggal persetujuan')),
                    ('year', models.PositiveSmallIntegerField(null=True, verbose_name='tahun')),
                    ('serial', models.PositiveIntegerField(null=True, verbose_name='urutan')),
                    ('number', models.CharField(blank=True, default='', max_length=100, verbose_name='nomor')),
                    ('code', models.CharField(max_length=16, null=True, verbose_name='kode keaslian')),
                    ('issued_on', models.DateField(null=True, verbose_name='tanggal surat')),
                    ('written_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='ditulis pada')),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='CaseLetterPerson',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ],
                options={
                    'ordering': ['pk'],
                },
            ),
            migrations.CreateModel(
                name='Funding',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('status_since', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='status sejak')),
                    ('resumes_to', models.CharField(blank=True, editable=False, max_length=40)),
                    ('client_uuid', models.UUIDField(editable=False, unique=True)),
                    ('status', models.CharField(choices=[('DIUSULKAN', 'Diusulkan'), ('DISANGGUPI', 'Disanggupi'), ('DIBAYAR', 'Dibayar'), ('DITOLAK', 'Ditolak'), ('DIBATALKAN', 'Tidak diperlukan lagi')], default='DIUSULKAN', editable=False, max_length=40, verbose_name='status')),
                    ('leg', models.CharField(choices=[('KE_JAKARTA', 'dari luar negeri ke Jakarta'), ('KE_PANGKALPINANG', 'Jakarta ke Pangkalpinang'), ('KE_RUMAH', 'dari bandara atau pelabuhan ke rumah'), ('DENDA_DAN_IZIN', 'denda, SPLP, dan izin keluar'), ('PENGINAPAN', 'penampungan dan makan'), ('PEMULASARAAN', 'pemulasaraan dan pengiriman jenazah')], max_length=20, verbose_name='biaya untuk')),
                    ('payer', models.CharField(choices=[('BELUM_ADA_PEMBAYAR', 'belum ada yang membayar'), ('APBD_KOTA', 'Pemkot Pangkalpinang'), ('APBD_PROV', 'Pemprov Kepulauan Bangka Belitung'), ('APBN_KP2MI', 'KP2MI atau BP3MI'), ('APBN_KEMLU', 'Kemlu atau Perwakilan RI'), ('APBN_KEMENSOS', 'Kemensos'), ('P3MI_PENEMPAT', 'P3MI yang menempatkan'), ('MAJIKAN', 'majikan'), ('ASURANSI', 'asuransi atau BPJS'), ('BIAYA_KELUARGA', 'keluarga atau warga sendiri'), ('DONATUR', 'donatur atau Baznas')], max_length=20, verbose_name='yang membayar')),
                    ('amount', models.PositiveBigIntegerField(verbose_name='jumlah')),
                    ('must_come_first', models.BooleanField(default=False, verbose_name='perjalanan menunggu biaya ini')),
                    ('note', lib.encryption.EncryptedTextField(blank=True, default='', verbose_name='keterangan')),
                    ('planned_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='dicatat pada')),
                    ('version', models.PositiveIntegerField(default=0, editable=False)),
                ],
                options={
                    'verbose_name': 'pembiayaan',
                    'verbose_name_plural': 'pembiayaan',
                    'ordering': ['pk'],
                },
            ),
            migrations.CreateModel(
                name='FundingChange',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('happened_on', models.DateField(verbose_name='tanggal kejadian')),
                    ('recorded_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='tanggal catat')),
                    ('source', models.CharField(choices=[('MANDIRI', 'warga sendiri'), ('KELUARGA', 'keluarga'), ('RT', 'RT/RW'), ('KELURAHAN', 'kelurahan'), ('DISNAKER', 'Disnaker'), ('BP3MI', 'BP3MI'), ('PERWAKILAN', 'KBRI/KJRI'), ('KEMLU', 'Kemlu'), ('IMIGRASI', 'Imigrasi'), ('POLISI', 'polisi'), ('MEDIA_SOSIAL', 'media sosial'), ('MEDIA_MASSA', 'media massa'), ('DPRD', 'DPRD'), ('LSM', 'LSM atau serikat'), ('IMPOR', 'data lama (impor)')], max_length=20, verbose_name='sumber')),
                    ('said_by', models.CharField(blank=True, max_length=150, verbose_name='atas keterangan')),
                    ('note', lib.encryption.EncryptedTextField(blank=True, default='', verbose_name='catatan')),
                    ('reference', models.CharField(blank=True, max_length=100, verbose_name='nomor rujukan')),
                    ('reason', models.CharField(blank=True, choices=[('PULANG_SELESAI', 'sudah pulang, selesai'), ('SELESAI_DI_LN', 'selesai di luar negeri, tetap tinggal'), ('MENOLAK_PULANG', 'tidak ingin pulang'), ('DATA_TIDAK_LENGKAP_30H', 'data tidak lengkap dalam 30 hari'), ('TIDAK_JELAS_15HK', 'tidak ada kejelasan dalam 15 hari kerja'), ('PELAPOR_TAK_TERHUBUNGI_60H', 'pelapor tidak terhubungi 60 hari'), ('DILIMPAHKAN', 'dilimpahkan ke instansi lain'), ('TANPA_TANGGAPAN_6BLN', 'tanpa tanggapan 6 bulan'), ('BUKAN_WARGA_KOTA', 'bukan warga kota'), ('DUPLIKAT', 'laporan ganda'), ('MENINGGAL_SELESAI', 'meninggal dunia, urusan selesai'), ('LAPORAN_TIDAK_BENAR', 'laporan tidak benar')], max_length=40, verbose_name='alasan')),
                    ('old_status', models.CharField(blank=True, choices=[('DIUSULKAN', 'Diusulkan'), ('DISANGGUPI', 'Disanggupi'), ('DIBAYAR', 'Dibayar'), ('DITOLAK', 'Ditolak'), ('DIBATALKAN', 'Tidak diperlukan lagi')], max_length=40)),
                    ('new_status', models.CharField(choices=[('DIUSULKAN', 'Diusulkan'), ('DISANGGUPI', 'Disanggupi'), ('DIBAYAR', 'Dibayar'), ('DITOLAK', 'Ditolak'), ('DIBATALKAN', 'Tidak diperlukan lagi')], max_length=40)),
                ],
                options={
                    'ordering': ['-recorded_at', '-happened_on'],
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='FundingEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_context', pghistory.utils.JSONField(null=True)),
                    ('pgh_context_id', models.UUIDField(null=True)),
                    ('id', models.BigIntegerField()),
                    ('client_uuid', models.UUIDField(editable=False)),
                    ('leg', models.CharField(choices=[('KE_JAKARTA', 'dari luar negeri ke Jakarta'), ('KE_PANGKALPINANG', 'Jakarta ke Pangkalpinang'), ('KE_RUMAH', 'dari bandara atau pelabuhan ke rumah'), ('DENDA_DAN_IZIN', 'denda, SPLP, dan izin keluar'), ('PENGINAPAN', 'penampungan dan makan'), ('PEMULASARAAN', 'pemulasaraan dan pengiriman jenazah')], max_length=20, verbose_name='biaya untuk')),
                    ('payer', models.CharField(choices=[('BELUM_ADA_PEMBAYAR', 'belum ada yang membayar'), ('APBD_KOTA', 'Pemkot Pangkalpinang'), ('APBD_PROV', 'Pemprov Kepulauan Bangka Belitung'), ('APBN_KP2MI', 'KP2MI atau BP3MI'), ('APBN_KEMLU', 'Kemlu atau Perwakilan RI'), ('APBN_KEMENSOS', 'Kemensos'), ('P3MI_PENEMPAT', 'P3MI yang menempatkan'), ('MAJIKAN', 'majikan'), ('ASURANSI', 'asuransi atau BPJS'), ('BIAYA_KELUARGA', 'keluarga atau warga sendiri'), ('DONATUR', 'donatur atau Baznas')], max_length=20, verbose_name='yang membayar')),
                    ('amount', models.PositiveBigIntegerField(verbose_name='jumlah')),
                    ('must_come_first', models.BooleanField(default=False, verbose_name='perjalanan menunggu biaya ini')),
                    ('planned_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='dicatat pada')),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='SatisfactionCall',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('called_on', models.DateField(verbose_name='tanggal telepon')),
                    ('result', models.CharField(choices=[('TERSAMBUNG', 'keluarga menjawab'), ('TIDAK_TERSAMBUNG', 'tidak tersambung, coba lagi'), ('TIDAK_BERSEDIA', 'tidak mau ditanya')], max_length=20, verbose_name='hasil')),
                    ('answer', models.CharField(blank=True, choices=[('SANGAT_PUAS', 'sangat puas'), ('PUAS', 'puas'), ('KURANG_PUAS', 'kurang puas'), ('TIDAK_PUAS', 'tidak puas')], default='', max_length=20, verbose_name='jawaban')),
                    ('suggestion', lib.encryption.EncryptedTextField(blank=True, default='', verbose_name='saran keluarga')),
                    ('recorded_at', models.DateTimeField(auto_now_add=True, verbose_name='dicatat pada')),
                ],
                options={
                    'verbose_name': 'telepon kepuasan',
                    'verbose_name_plural': 'telepon kepuasan',
                    'ordering': ['-recorded_at'],
                },
            ),
            migrations.AddField(
                model_name='arrival',
                name='link',
                field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='arrivals', to='cases.caseperson', verbose_name='orang'),
            ),
            migrations.AddField(
                model_name='arrival',
                name='noted_by',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.assignment', verbose_name='dicatat oleh'),
            ),
            migrations.AddField(
                model_name='arrivalevent',
                name='link',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='cases.caseperson', verbose_name='orang'),
            ),
            migrations.AddField(
                model_name='arrivalevent',
                name='noted_by',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='accounts.assignment', verbose_name='dicatat oleh'),
            ),
            migrations.AddField(
                model_name='arrivalevent',
                name='pgh_obj',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='cases.arrival'),
            ),
            migrations.CreateModel(
                name='CaseLetterFile',
                fields=[
                    ('content', lib.encryption.EncryptedTextField()),
                    ('letter', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='file', serialize=False, to='cases.caseletter')),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.AddField(
                model_name='caseletter',
                name='agency',
                field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.agency', verbose_name='instansi yang dituju'),
            ),
            migrations.AddField(
                model_name='caseletter',
                name='case',
                field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='letters', to='cases.case', verbose_name='kasus'),
            ),
            migrations.AddField(
                model_name='caseletter',
                name='group',
                field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='letters', to='cases.groupevent', verbose_name='rombongan'),
            ),
            migrations.AddField(
                model_name='caseletter',
                name='written_by',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.assignment', verbose_name='ditulis oleh'),
            ),
            migrations.AddField(
                model_name='caseletterchange',
                name='by',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.assignment', verbose_name='dicatat oleh'),
            ),
            migrations.AddField(
                model_name='caseletterchange',
                name='file',
                field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='+', to='cases.storedfile', verbose_name='berkas'),
            ),
            migrations.AddField(
                model_name='caseletterchange',
                name='subject',
                field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='history', to='cases.caseletter'),
            ),
            migrations.AddField(
                model_name='caseletterevent',
                name='agency',
                field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='accounts.agency', verbose_name='instansi yang dituju'),
            ),
            migrations.AddField(
                model_name='caseletterevent',
                name='case',
                field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='cases.case', verbose_name='kasus'),
            ),
            migrations.AddField(
                model_name='caseletterevent',
                name='group',
                field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='cases.groupevent', verbose_name='rombongan'),
            ),
            migrations.AddField(
                model_name='caseletterevent',
                name='pgh_obj',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='cases.caseletter'),
            ),
            migrations.AddField(
                model_name='caseletterevent',
                name='written_by',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='accounts.assignment', verbose_name='ditulis oleh'),
            ),
            migrations.AddField(
                model_name='caseletterperson',
                name='letter',
                field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='persons', to='cases.caseletter'),
            ),
            migrations.AddField(
                model_name='caseletterperson',
                name='link',
                field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='letters', to='cases.caseperson'),
            ),
            migrations.AddField(
                model_name='funding',
                name='case',
                field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='fundings', to='cases.case'),
            ),
            migrations.AddField(
                model_name='funding',
                name='link',
                field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='fundings', to='cases.caseperson', verbose_name='untuk siapa'),
            ),
            migrations.AddField(
                model_name='funding',
                name='planned_by',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.assignment', verbose_name='dicatat oleh'),
            ),
            migrations.AddField(
                model_name='fundingchange',
                name='by',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.assignment', verbose_name='dicatat oleh'),
            ),
            migrations.AddField(
                model_name='fundingchange',
                name='file',
                field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='+', to='cases.storedfile', verbose_name='berkas'),
            ),
            migrations.AddField(
                model_name='fundingchange',
                name='subject',
                field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='history', to='cases.funding'),
            ),
            migrations.AddField(
                model_name='fundingevent',
                name='case',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='cases.case'),
            ),
            migrations.AddField(
                model_name='fundingevent',
                name='link',
                field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='cases.caseperson', verbose_name='untuk siapa'),
            ),
            migrations.AddField(
                model_name='fundingevent',
                name='pgh_obj',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='cases.funding'),
            ),
            migrations.AddField(
                model_name='fundingevent',
                name='planned_by',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='accounts.assignment', verbose_name='dicatat oleh'),
            ),
            migrations.AddField(
                model_name='satisfactioncall',
                name='by',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.assignment', verbose_name='ditelepon oleh'),
            ),
            migrations.AddField(
                model_name='satisfactioncall',
                name='case',
                field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='satisfaction_calls', to='cases.case'),
            ),
            migrations.AddIndex(
                model_name='arrival',
                index=models.Index(fields=['expected_at', 'id'], name='arrival_by_moment'),
            ),
            migrations.AddConstraint(
                model_name='arrival',
                constraint=models.UniqueConstraint(fields=('link', 'place'), name='one_arrival_per_place'),
            ),
            migrations.AddIndex(
                model_name='caseletter',
                index=models.Index(fields=['-written_at', '-id'], name='case_letter_by_day'),
            ),
            migrations.AddIndex(
                model_name='caseletter',
                index=models.Index(fields=['status', '-written_at', '-id'], name='case_letter_by_status'),
            ),
            migrations.AddConstraint(
                model_name='caseletter',
                constraint=models.CheckConstraint(condition=models.Q(('status__in', ['KONSEP', 'DIPARAF', 'DITANDATANGANI', 'DIKIRIM', 'DITERIMA', 'DIBALAS', 'DICABUT'])), name='case_letter_status_valid'),
            ),
            migrations.AddConstraint(
                model_name='caseletter',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('case__isnull', False), ('group', None)), models.Q(('case', None), ('group__isnull', False)), _connector='OR'), name='case_letter_of_one'),
            ),
            migrations.AddConstraint(
                model_name='caseletter',
                constraint=models.CheckConstraint(condition=models.Q(('status__in', ['DICABUT', 'DIPARAF', 'KONSEP']), models.Q(models.Q(('number', ''), _negated=True), ('code__isnull', False), ('issued_on__isnull', False)), _connector='OR'), name='case_letter_has_number'),
            ),
            migrations.AddConstraint(
                model_name='caseletter',
                constraint=models.UniqueConstraint(fields=('year', 'serial'), name='one_case_letter_per_number'),
            ),
            migrations.AddConstraint(
                model_name='caseletterperson',
                constraint=models.UniqueConstraint(fields=('letter', 'link'), name='once_per_letter'),
            ),
            migrations.AddConstraint(
                model_name='funding',
                constraint=models.CheckConstraint(condition=models.Q(('status__in', ['DIUSULKAN', 'DISANGGUPI', 'DIBAYAR', 'DITOLAK', 'DIBATALKAN'])), name='funding_status_valid'),
            ),
            migrations.AddConstraint(
                model_name='funding',
                constraint=models.CheckConstraint(condition=models.Q(('amount__gt', 0)), name='funding_costs_something'),
            ),
            migrations.AddConstraint(
                model_name='satisfactioncall',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('result', 'TERSAMBUNG'), models.Q(('answer', ''), _negated=True)), models.Q(models.Q(('result', 'TERSAMBUNG'), _negated=True), ('answer', '')), _connector='OR'), name='who_was_reached_answered'),
            ),
            migrations.AddConstraint(
                model_name='satisfactioncall',
                constraint=models.UniqueConstraint(condition=models.Q(('result', 'TIDAK_TERSAMBUNG'), _negated=True), fields=('case',), name='asked_once'),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='arrival',
                trigger=pgtrigger.compiler.Trigger(name='before_update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."carrier" IS DISTINCT FROM (NEW."carrier") OR OLD."expected_at" IS DISTINCT FROM (NEW."expected_at") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."link_id" IS DISTINCT FROM (NEW."link_id") OR OLD."noted_at" IS DISTINCT FROM (NEW."noted_at") OR OLD."noted_by_id" IS DISTINCT FROM (NEW."noted_by_id") OR OLD."pick_up" IS DISTINCT FROM (NEW."pick_up") OR OLD."place" IS DISTINCT FROM (NEW."place") OR OLD."reference" IS DISTINCT FROM (NEW."reference"))', func='INSERT INTO "cases_arrivalevent" ("carrier", "expected_at", "id", "link_id", "noted_at", "noted_by_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pick_up", "place", "reference") VALUES (OLD."carrier", OLD."expected_at", OLD."id", OLD."link_id", OLD."noted_at", OLD."noted_by_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'before_update\', OLD."id", OLD."pick_up", OLD."place", OLD."reference"); RETURN NULL;', hash='a7a64d763d93da9e6c7f6e2dc27cce875c084b65', operation='UPDATE', pgid='pgtrigger_before_update_update_12025', table='cases_arrival', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='arrival',
                trigger=pgtrigger.compiler.Trigger(name='before_delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "cases_arrivalevent" ("carrier", "expected_at", "id", "link_id", "noted_at", "noted_by_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pick_up", "place", "reference") VALUES (OLD."carrier", OLD."expected_at", OLD."id", OLD."link_id", OLD."noted_at", OLD."noted_by_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'before_delete\', OLD."id", OLD."pick_up", OLD."place", OLD."reference"); RETURN NULL;', hash='9da655852218244b9ad0584ead8950123e9eeb33', operation='DELETE', pgid='pgtrigger_before_delete_delete_a4700', table='cases_arrival', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='arrivalevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='6b076745a2c11762b02e285c68fb0b319f346027', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_2c2eb', table='cases_arrivalevent', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='caseletter',
                trigger=pgtrigger.compiler.Trigger(name='before_update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."agency_id" IS DISTINCT FROM (NEW."agency_id") OR OLD."bases" IS DISTINCT FROM (NEW."bases") OR OLD."case_id" IS DISTINCT FROM (NEW."case_id") OR OLD."client_uuid" IS DISTINCT FROM (NEW."client_uuid") OR OLD."code" IS DISTINCT FROM (NEW."code") OR OLD."consent_on" IS DISTINCT FROM (NEW."consent_on") OR OLD."group_id" IS DISTINCT FROM (NEW."group_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."issued_on" IS DISTINCT FROM (NEW."issued_on") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."number" IS DISTINCT FROM (NEW."number") OR OLD."secrecy" IS DISTINCT FROM (NEW."secrecy") OR OLD."serial" IS DISTINCT FROM (NEW."serial") OR OLD."written_at" IS DISTINCT FROM (NEW."written_at") OR OLD."written_by_id" IS DISTINCT FROM (NEW."written_by_id") OR OLD."year" IS DISTINCT FROM (NEW."year"))', func='INSERT INTO "cases_caseletterevent" ("agency_id", "bases", "case_id", "client_uuid", "code", "consent_on", "group_id", "id", "issued_on", "kind", "number", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "secrecy", "serial", "written_at", "written_by_id", "year") VALUES (OLD."agency_id", OLD."bases", OLD."case_id", OLD."client_uuid", OLD."code", OLD."consent_on", OLD."group_id", OLD."id", OLD."issued_on", OLD."kind", OLD."number", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'before_update\', OLD."id", OLD."secrecy", OLD."serial", OLD."written_at", OLD."written_by_id", OLD."year"); RETURN NULL;', hash='4ddea2a9d6a184c4875d2da8f0de51daf8c19a3e', operation='UPDATE', pgid='pgtrigger_before_update_update_5b772', table='cases_caseletter', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='caseletter',
                trigger=pgtrigger.compiler.Trigger(name='before_delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "cases_caseletterevent" ("agency_id", "bases", "case_id", "client_uuid", "code", "consent_on", "group_id", "id", "issued_on", "kind", "number", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "secrecy", "serial", "written_at", "written_by_id", "year") VALUES (OLD."agency_id", OLD."bases", OLD."case_id", OLD."client_uuid", OLD."code", OLD."consent_on", OLD."group_id", OLD."id", OLD."issued_on", OLD."kind", OLD."number", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'before_delete\', OLD."id", OLD."secrecy", OLD."serial", OLD."written_at", OLD."written_by_id", OLD."year"); RETURN NULL;', hash='f3ee62796a17810d343a7ce2355b122c03b40bbe', operation='DELETE', pgid='pgtrigger_before_delete_delete_24962', table='cases_caseletter', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='caseletterevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='1d3165728c3483bd4803eeb48375e174742c8f0a', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_788c6', table='cases_caseletterevent', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='funding',
                trigger=pgtrigger.compiler.Trigger(name='before_update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."amount" IS DISTINCT FROM (NEW."amount") OR OLD."case_id" IS DISTINCT FROM (NEW."case_id") OR OLD."client_uuid" IS DISTINCT FROM (NEW."client_uuid") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."leg" IS DISTINCT FROM (NEW."leg") OR OLD."link_id" IS DISTINCT FROM (NEW."link_id") OR OLD."must_come_first" IS DISTINCT FROM (NEW."must_come_first") OR OLD."payer" IS DISTINCT FROM (NEW."payer") OR OLD."planned_at" IS DISTINCT FROM (NEW."planned_at") OR OLD."planned_by_id" IS DISTINCT FROM (NEW."planned_by_id"))', func='INSERT INTO "cases_fundingevent" ("amount", "case_id", "client_uuid", "id", "leg", "link_id", "must_come_first", "payer", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "planned_at", "planned_by_id") VALUES (OLD."amount", OLD."case_id", OLD."client_uuid", OLD."id", OLD."leg", OLD."link_id", OLD."must_come_first", OLD."payer", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'before_update\', OLD."id", OLD."planned_at", OLD."planned_by_id"); RETURN NULL;', hash='de6526a8f9d76c69e7d104073932b64d936c9262', operation='UPDATE', pgid='pgtrigger_before_update_update_edad0', table='cases_funding', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='funding',
                trigger=pgtrigger.compiler.Trigger(name='before_delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "cases_fundingevent" ("amount", "case_id", "client_uuid", "id", "leg", "link_id", "must_come_first", "payer", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "planned_at", "planned_by_id") VALUES (OLD."amount", OLD."case_id", OLD."client_uuid", OLD."id", OLD."leg", OLD."link_id", OLD."must_come_first", OLD."payer", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'before_delete\', OLD."id", OLD."planned_at", OLD."planned_by_id"); RETURN NULL;', hash='960c493b1ae3363dc9201b5d83dfb439bde3eca7', operation='DELETE', pgid='pgtrigger_before_delete_delete_26917', table='cases_funding', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='fundingevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='0805b85ef2a25112a3e97fa1c4e1614739ac8976', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_ea501', table='cases_fundingevent', when='BEFORE')),
            ),
            pgtrigger.migrations.RemoveTrigger(
                model_name='letterhead',
                name='before_update_update',
            ),
            pgtrigger.migrations.RemoveTrigger(
                model_name='letterhead',
                name='before_delete_delete',
            ),
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
            migrations.RenameField(
                model_name='letterhead',
                old_name='kelurahan',
                new_name='territory',
            ),
            migrations.RenameField(
                model_name='letterheadevent',
                old_name='kelurahan',
                new_name='territory',
            ),
            migrations.AddField(
                model_name='letterhead',
                name='case_code',
                field=models.CharField(db_default='560', default='560', max_length=20, verbose_name='kode surat kasus'),
            ),
            migrations.AddField(
                model_name='letterhead',
                name='family_code',
                field=models.CharField(db_default='474', default='474', max_length=20, verbose_name='kode surat pengantar'),
            ),
            migrations.AddField(
                model_name='letterheadevent',
                name='case_code',
                field=models.CharField(db_default='560', default='560', max_length=20, verbose_name='kode surat kasus'),
            ),
            migrations.AddField(
                model_name='letterheadevent',
                name='family_code',
                field=models.CharField(db_default='474', default='474', max_length=20, verbose_name='kode surat pengantar'),
            ),
            migrations.AddField(
                model_name='report',
                name='code_renewed_at',
                field=models.DateTimeField(editable=False, null=True, verbose_name='kode diganti pada'),
            ),
            migrations.AddField(
                model_name='report',
                name='code_renewed_by',
                field=models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.assignment'),
            ),
            migrations.AddField(
                model_name='reportmessage',
                name='place',
                field=lib.encryption.EncryptedTextField(blank=True, default='', verbose_name='tempat'),
            ),
            migrations.AddField(
                model_name='storedfile',
                name='message',
                field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='files', to='cases.reportmessage'),
            ),
            migrations.AddField(
                model_name='storedfileevent',
                name='message',
                field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='cases.reportmessage'),
            ),
            migrations.AlterField(
                model_name='letter',
                name='kind',
                field=models.CharField(choices=[('IZIN_KELUARGA', 'surat izin keluarga'), ('STATUS_KAWIN', 'surat keterangan status perkawinan'), ('PENGANTAR', 'surat pengantar dan keterangan keluarga')], max_length=20, verbose_name='jenis'),
            ),
            migrations.AlterField(
                model_name='letterhead',
                name='district',
                field=models.CharField(blank=True, max_length=100, verbose_name='kecamatan'),
            ),
            migrations.AlterField(
                model_name='letterheadevent',
                name='district',
                field=models.CharField(blank=True, max_length=100, verbose_name='kecamatan'),
            ),
            migrations.AlterField(
                model_name='reportmessage',
                name='text',
                field=lib.encryption.EncryptedTextField(blank=True, default='', verbose_name='pesan'),
            ),
            migrations.AddField(
                model_name='storedfile',
                name='letter',
                field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='files', to='cases.caseletter'),
            ),
            migrations.AddField(
                model_name='storedfileevent',
                name='letter',
                field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='cases.caseletter'),
            ),
            migrations.AddConstraint(
                model_name='storedfile',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('case__isnull', True), ('conflict__isnull', True), ('document__isnull', False), ('draft__isnull', True), ('journey__isnull', True), ('letter__isnull', True), ('message__isnull', True), ('offer__isnull', True)), models.Q(('case__isnull', True), ('conflict__isnull', True), ('document__isnull', True), ('draft__isnull', True), ('journey__isnull', False), ('letter__isnull', True), ('message__isnull', True), ('offer__isnull', True)), models.Q(('case__isnull', False), ('conflict__isnull', True), ('document__isnull', True), ('draft__isnull', True), ('journey__isnull', True), ('letter__isnull', True), ('message__isnull', True), ('offer__isnull', True)), models.Q(('case__isnull', True), ('conflict__isnull', True), ('document__isnull', True), ('draft__isnull', True), ('journey__isnull', True), ('letter__isnull', False), ('message__isnull', True), ('offer__isnull', True)), models.Q(('case__isnull', True), ('conflict__isnull', True), ('document__isnull', True), ('draft__isnull', True), ('journey__isnull', True), ('letter__isnull', True), ('message__isnull', True), ('offer__isnull', False)), models.Q(('case__isnull', True), ('conflict__isnull', True), ('document__isnull', True), ('draft__isnull', False), ('journey__isnull', True), ('letter__isnull', True), ('message__isnull', True), ('offer__isnull', True)), models.Q(('case__isnull', True), ('conflict__isnull', False), ('document__isnull', True), ('draft__isnull', True), ('journey__isnull', True), ('letter__isnull', True), ('message__isnull', True), ('offer__isnull', True)), models.Q(('case__isnull', True), ('conflict__isnull', True), ('document__isnull', True), ('draft__isnull', True), ('journey__isnull', True), ('letter__isnull', True), ('message__isnull', False), ('offer__isnull', True)), _connector='OR'), name='file_belongs_to_one'),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='letterhead',
                trigger=pgtrigger.compiler.Trigger(name='before_update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "cases_letterheadevent" ("abbreviation", "address", "case_code", "district", "family_code", "government", "id", "marital_code", "name", "number_format", "permission_code", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "signer_name", "signer_nip", "signer_title", "territory_id") VALUES (OLD."abbreviation", OLD."address", OLD."case_code", OLD."district", OLD."family_code", OLD."government", OLD."id", OLD."marital_code", OLD."name", OLD."number_format", OLD."permission_code", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'before_update\', OLD."id", OLD."phone", OLD."signer_name", OLD."signer_nip", OLD."signer_title", OLD."territory_id"); RETURN NULL;', hash='2f31995f56111647c09f93de424148b56501fecd', operation='UPDATE', pgid='pgtrigger_before_update_update_97bd7', table='cases_letterhead', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='letterhead',
                trigger=pgtrigger.compiler.Trigger(name='before_delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "cases_letterheadevent" ("abbreviation", "address", "case_code", "district", "family_code", "government", "id", "marital_code", "name", "number_format", "permission_code", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "signer_name", "signer_nip", "signer_title", "territory_id") VALUES (OLD."abbreviation", OLD."address", OLD."case_code", OLD."district", OLD."family_code", OLD."government", OLD."id", OLD."marital_code", OLD."name", OLD."number_format", OLD."permission_code", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'before_delete\', OLD."id", OLD."phone", OLD."signer_name", OLD."signer_nip", OLD."signer_title", OLD."territory_id"); RETURN NULL;', hash='53665b8fb78d4c164b12ec0a666d37b43719adee', operation='DELETE', pgid='pgtrigger_before_delete_delete_70062', table='cases_letterhead', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='storedfile',
                trigger=pgtrigger.compiler.Trigger(name='before_update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."case_id" IS DISTINCT FROM (NEW."case_id") OR OLD."client_uuid" IS DISTINCT FROM (NEW."client_uuid") OR OLD."conflict_id" IS DISTINCT FROM (NEW."conflict_id") OR OLD."document_id" IS DISTINCT FROM (NEW."document_id") OR OLD."draft_id" IS DISTINCT FROM (NEW."draft_id") OR OLD."handed_in_as" IS DISTINCT FROM (NEW."handed_in_as") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."journey_id" IS DISTINCT FROM (NEW."journey_id") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."letter_id" IS DISTINCT FROM (NEW."letter_id") OR OLD."message_id" IS DISTINCT FROM (NEW."message_id") OR OLD."offer_id" IS DISTINCT FROM (NEW."offer_id") OR OLD."pages" IS DISTINCT FROM (NEW."pages") OR OLD."recorded_at" IS DISTINCT FROM (NEW."recorded_at") OR OLD."sha256" IS DISTINCT FROM (NEW."sha256") OR OLD."size" IS DISTINCT FROM (NEW."size") OR OLD."uploaded_by_id" IS DISTINCT FROM (NEW."uploaded_by_id"))', func='INSERT INTO "cases_storedfileevent" ("case_id", "client_uuid", "conflict_id", "document_id", "draft_id", "handed_in_as", "id", "journey_id", "kind", "letter_id", "message_id", "offer_id", "pages", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "sha256", "size", "uploaded_by_id") VALUES (OLD."case_id", OLD."client_uuid", OLD."conflict_id", OLD."document_id", OLD."draft_id", OLD."handed_in_as", OLD."id", OLD."journey_id", OLD."kind", OLD."letter_id", OLD."message_id", OLD."offer_id", OLD."pages", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'before_update\', OLD."id", OLD."recorded_at", OLD."sha256", OLD."size", OLD."uploaded_by_id"); RETURN NULL;', hash='9203bd351fec986b382cfa2ea14bf95227255e00', operation='UPDATE', pgid='pgtrigger_before_update_update_08f41', table='cases_storedfile', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='storedfile',
                trigger=pgtrigger.compiler.Trigger(name='before_delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "cases_storedfileevent" ("case_id", "client_uuid", "conflict_id", "document_id", "draft_id", "handed_in_as", "id", "journey_id", "kind", "letter_id", "message_id", "offer_id", "pages", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "sha256", "size", "uploaded_by_id") VALUES (OLD."case_id", OLD."client_uuid", OLD."conflict_id", OLD."document_id", OLD."draft_id", OLD."handed_in_as", OLD."id", OLD."journey_id", OLD."kind", OLD."letter_id", OLD."message_id", OLD."offer_id", OLD."pages", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'before_delete\', OLD."id", OLD."recorded_at", OLD."sha256", OLD."size", OLD."uploaded_by_id"); RETURN NULL;', hash='2af5c96966acba556a89ee01121c741a9cb27005', operation='DELETE', pgid='pgtrigger_before_delete_delete_e924b', table='cases_storedfile', when='AFTER')),
            ),
        ]),
    ]
