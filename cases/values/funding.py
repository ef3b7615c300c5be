"""Who pays which leg of the way home (domain.md §3.5, §10)."""

from django.db.models import TextChoices


class Leg(TextChoices):
    KE_JAKARTA = "KE_JAKARTA", "dari luar negeri ke Jakarta"
    KE_PANGKALPINANG = "KE_PANGKALPINANG", "Jakarta ke Pangkalpinang"
    KE_RUMAH = "KE_RUMAH", "dari bandara atau pelabuhan ke rumah"
    DENDA_DAN_IZIN = "DENDA_DAN_IZIN", "denda, SPLP, dan izin keluar"
    PENGINAPAN = "PENGINAPAN", "penampungan dan makan"
    PEMULASARAAN = "PEMULASARAAN", "pemulasaraan dan pengiriman jenazah"


class Payer(TextChoices):
    BELUM_ADA_PEMBAYAR = "BELUM_ADA_PEMBAYAR", "belum ada yang membayar"
    APBD_KOTA = "APBD_KOTA", "Pemkot Pangkalpinang"
    APBD_PROV = "APBD_PROV", "Pemprov Kepulauan Bangka Belitung"
    APBN_KP2MI = "APBN_KP2MI", "KP2MI atau BP3MI"
    APBN_KEMLU = "APBN_KEMLU", "Kemlu atau Perwakilan RI"
    APBN_KEMENSOS = "APBN_KEMENSOS", "Kemensos"
    P3MI_PENEMPAT = "P3MI_PENEMPAT", "P3MI yang menempatkan"
    MAJIKAN = "MAJIKAN", "majikan"
    ASURANSI = "ASURANSI", "asuransi atau BPJS"
    BIAYA_KELUARGA = "BIAYA_KELUARGA", "keluarga atau warga sendiri"
    DONATUR = "DONATUR", "donatur atau Baznas"


NOT_YET = Payer.BELUM_ADA_PEMBAYAR
