"""What people may ask about their own data (UU 27/2022), and why it may be refused."""

from datetime import timedelta

from django.db.models import TextChoices

ANSWER_WITHIN = timedelta(hours=72)  # 3 × 24 clock hours, days off included


class DataRequestKind(TextChoices):
    LIHAT = "LIHAT", "melihat data dan siapa yang membukanya"  # art. 32
    PERBAIKI = "PERBAIKI", "memperbaiki data"  # art. 30
    HAPUS = "HAPUS", "menghapus data"  # art. 42 to 44
    BATASI = "BATASI", "membatasi pemakaian data"  # art. 41
    TARIK_IZIN = "TARIK_IZIN", "menarik izin"  # art. 40


class RefusalGround(TextChoices):
    PROSES_HUKUM = "PROSES_HUKUM", "data masih diperlukan untuk proses hukum"  # art. 42 to 44
    KESELAMATAN = "KESELAMATAN", "membahayakan keselamatan warga atau orang lain"  # art. 33
    DATA_ORANG_LAIN = "DATA_ORANG_LAIN", "membuka data orang lain"  # art. 33
    TUGAS_KOTA = "TUGAS_KOTA", "data wajib disimpan untuk tugas pelayanan publik"  # art. 20
    BUKAN_PEMILIK = "BUKAN_PEMILIK", "pemohon tidak terbukti berhak atas data ini"


class RestrictionGround(TextChoices):
    PROSES_HUKUM = "PROSES_HUKUM", "proses hukum"
    PERMINTAAN = "PERMINTAAN", "permintaan warga"
