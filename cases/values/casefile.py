"""Code lists of the file of a case: what was written, what people want, what was found, how it ended."""

from django.db.models import TextChoices

from cases.values.choices import Category, CloseReason

# What may be evidence in a criminal trial stays with the case, however long that takes.
MAYBE_CRIMES = frozenset(
    {
        Category.TPPO,
        Category.DISEKAP,
        Category.SCAM_JUDOL,
        Category.KEKERASAN_MAJIKAN,
        Category.PELECEHAN_SEKSUAL,
        Category.PENIPUAN_PELUANG_KERJA,
        Category.CALO_DALAM_NEGERI,
        Category.MENINGGAL,
    }
)


class NoteKind(TextChoices):
    CATATAN = "CATATAN", "Catatan"
    KONTAK = "KONTAK", "Kontak"
    SURAT = "SURAT", "Surat atau berkas"
    PERUBAHAN = "PERUBAHAN", "Perubahan data"  # written by the deeds, never chosen by hand


class Will(TextChoices):
    """What the person says himself. A mother's wish does not stand here."""

    BELUM_DITANYA = "BELUM_DITANYA", "belum bisa ditanya"
    INGIN_PULANG = "INGIN_PULANG", "ingin pulang"
    RAGU = "RAGU", "masih menimbang"
    TIDAK_INGIN = "TIDAK_INGIN", "tidak ingin pulang"


class Outcome(TextChoices):
    PULANG = "PULANG", "pulang ke keluarga"
    PULANG_SENDIRI = "PULANG_SENDIRI", "pulang sendiri"
    TETAP_DI_LN = "TETAP_DI_LN", "masalah selesai, tetap di luar negeri"
    TIDAK_DITEMUKAN = "TIDAK_DITEMUKAN", "tidak ditemukan"
    MENINGGAL = "MENINGGAL", "meninggal dunia"
    DITANGANI_LAIN = "DITANGANI_LAIN", "ditangani instansi lain"


class Tie(TextChoices):
    """Why two cases belong together."""

    ORANG_SAMA = "ORANG_SAMA", "orang yang sama, pelapor lain"
    KELUARGA = "KELUARGA", "satu keluarga"
    PEREKRUT = "PEREKRUT", "perekrut yang sama"
    TEMPAT = "TEMPAT", "tempat yang sama"


class Assessor(TextChoices):
    PERWAKILAN = "PERWAKILAN", "KBRI/KJRI"
    KEMLU = "KEMLU", "Kemlu"
    POLRI = "POLRI", "Polri"
    KEMENSOS = "KEMENSOS", "Kemensos"
    UPTD_PPA = "UPTD_PPA", "UPTD PPA"
    BP3MI = "BP3MI", "BP3MI"
    PENGADILAN = "PENGADILAN", "Pengadilan"


class Finding(TextChoices):
    BELUM_DINILAI = "BELUM_DINILAI", "belum dinilai"
    TERINDIKASI_KORBAN = "TERINDIKASI_KORBAN", "terindikasi korban"
    TIDAK_TERINDIKASI = "TIDAK_TERINDIKASI", "tidak terindikasi korban"
    SAKSI = "SAKSI", "saksi"
    TERDUGA_PELAKU = "TERDUGA_PELAKU", "terduga pelaku"
    PERLU_PENDALAMAN = "PERLU_PENDALAMAN", "perlu pendalaman"


# The reasons by which an agency may close its own report (Perban BP2MI 6/2024 art. 30).
TIME_LIMITS = frozenset(
    {
        CloseReason.DATA_TIDAK_LENGKAP_30H,
        CloseReason.TIDAK_JELAS_15HK,
        CloseReason.PELAPOR_TAK_TERHUBUNGI_60H,
        CloseReason.TANPA_TANGGAPAN_6BLN,
    }
)
