"""Code lists of the field (domain.md §2.3, §3.1, §3.2, §10). Values are the codes officials use."""

from django.db.models import TextChoices


class Source(TextChoices):
    MANDIRI = "MANDIRI", "warga sendiri"
    KELUARGA = "KELUARGA", "keluarga"
    RT = "RT", "RT/RW"
    KELURAHAN = "KELURAHAN", "kelurahan"
    DISNAKER = "DISNAKER", "Disnaker"
    BP3MI = "BP3MI", "BP3MI"
    PERWAKILAN = "PERWAKILAN", "KBRI/KJRI"
    KEMLU = "KEMLU", "Kemlu"
    IMIGRASI = "IMIGRASI", "Imigrasi"
    POLISI = "POLISI", "polisi"
    MEDIA_SOSIAL = "MEDIA_SOSIAL", "media sosial"
    MEDIA_MASSA = "MEDIA_MASSA", "media massa"
    DPRD = "DPRD", "DPRD"
    LSM = "LSM", "LSM atau serikat"
    IMPOR = "IMPOR", "data lama (impor)"


class Sex(TextChoices):
    LAKI_LAKI = "LAKI_LAKI", "laki-laki"
    PEREMPUAN = "PEREMPUAN", "perempuan"


class NoNikReason(TextChoices):
    BELUM_PUNYA = "BELUM_PUNYA", "belum punya"
    HILANG = "HILANG", "KTP/KK hilang"
    TIDAK_TAHU = "TIDAK_TAHU", "keluarga tidak tahu"
    ANAK = "ANAK", "masih anak"
    LAHIR_DI_LN = "LAHIR_DI_LN", "lahir di luar negeri"
    BELUM_DITANYA = "BELUM_DITANYA", "belum ditanyakan"


class NikStatus(TextChoices):
    BELUM_DIVERIFIKASI = "BELUM_DIVERIFIKASI", "belum diperiksa"
    COCOK_KTP = "COCOK_KTP", "cocok dengan KTP"
    COCOK_DUKCAPIL = "COCOK_DUKCAPIL", "cocok dengan Dukcapil"
    TIDAK_COCOK = "TIDAK_COCOK", "tidak cocok"


class Residency(TextChoices):
    KTP = "KTP", "KTP Pangkalpinang"
    DOMISILI = "DOMISILI", "tinggal di Pangkalpinang, KTP luar kota"
    BUKAN_WARGA = "BUKAN_WARGA", "bukan warga kota"


class Scheme(TextChoices):
    G_TO_G = "G_TO_G", "antarpemerintah (G to G)"
    G_TO_P = "G_TO_P", "pemerintah ke swasta (G to P)"
    P_TO_P = "P_TO_P", "lewat P3MI (P to P)"
    UKPS = "UKPS", "dikirim perusahaan sendiri (UKPS)"
    PERSEORANGAN = "PERSEORANGAN", "perseorangan / mandiri"
    SPSK = "SPSK", "satu kanal Arab Saudi (SPSK)"
    SSW = "SSW", "SSW Jepang"
    RE_ENTRY = "RE_ENTRY", "kembali setelah cuti"
    AWAK_KAPAL = "AWAK_KAPAL", "awak kapal"
    MAGANG = "MAGANG", "magang"
    NONPROSEDURAL = "NONPROSEDURAL", "nonprosedural"
    TIDAK_DIKETAHUI = "TIDAK_DIKETAHUI", "belum diketahui"


class Sector(TextChoices):
    FORMAL = "FORMAL", "formal"
    INFORMAL = "INFORMAL", "informal (rumah tangga)"
    AWAK_KAPAL = "AWAK_KAPAL", "awak kapal"
    LAINNYA = "LAINNYA", "lainnya"


class Category(TextChoices):
    INGIN_DIPULANGKAN = "INGIN_DIPULANGKAN", "Ingin dipulangkan"
    GAJI_TIDAK_DIBAYAR = "GAJI_TIDAK_DIBAYAR", "Gaji tidak dibayar"
    DEPORTASI = "DEPORTASI", "Dideportasi / repatriasi"
    GAGAL_BERANGKAT = "GAGAL_BERANGKAT", "Gagal berangkat"
    MENINGGAL = "MENINGGAL", "Meninggal dunia di negara tujuan"
    PENIPUAN_PELUANG_KERJA = "PENIPUAN_PELUANG_KERJA", "Penipuan peluang kerja"
    SAKIT = "SAKIT", "Sakit"
    DEPRESI = "DEPRESI", "Depresi / sakit jiwa"
    HAMIL_ANAK = "HAMIL_ANAK", "Hamil atau punya anak"
    TPPO = "TPPO", "Dugaan perdagangan orang"
    KEKERASAN_MAJIKAN = "KEKERASAN_MAJIKAN", "Kekerasan dari majikan"
    PELECEHAN_SEKSUAL = "PELECEHAN_SEKSUAL", "Pelecehan / kekerasan seksual"
    TIDAK_SESUAI_PK = "TIDAK_SESUAI_PK", "Pekerjaan tidak sesuai perjanjian kerja"
    BIAYA_PENEMPATAN = "BIAYA_PENEMPATAN", "Biaya penempatan berlebih"
    JAMINAN_SOSIAL = "JAMINAN_SOSIAL", "Jaminan sosial / klaim"
    HILANG_KONTAK = "HILANG_KONTAK", "Putus hubungan komunikasi"
    OVERSTAY = "OVERSTAY", "Overstay / tidak berdokumen"
    TAHANAN = "TAHANAN", "Dalam tahanan / proses hukum"
    PHK = "PHK", "PHK sepihak"
    DOKUMEN_DITAHAN = "DOKUMEN_DITAHAN", "Dokumen ditahan"
    DISEKAP = "DISEKAP", "Disekap / ditebus"
    SCAM_JUDOL = "SCAM_JUDOL", "Dipekerjakan di penipuan daring / judi daring"
    KECELAKAAN = "KECELAKAAN", "Kecelakaan kerja"
    KONFLIK_BENCANA = "KONFLIK_BENCANA", "Perang / konflik / bencana / wabah"
    ANAK_PMI = "ANAK_PMI", "Anak PMI terlantar / tidak berdokumen"
    CALO_DALAM_NEGERI = "CALO_DALAM_NEGERI", "Laporan perekrut / calo"
    LAINNYA = "LAINNYA", "Lain-lain"


# Shown as "Kasus khusus" outside the case team: naming the suspicion would name the victim (settled: Who sees what).
CONFIDENTIAL_CATEGORIES = frozenset({Category.TPPO})


class Urgency(TextChoices):
    P1 = "P1", "P1 Darurat"
    P2 = "P2", "P2 Mendesak"
    P3 = "P3", "P3 Penting"
    P4 = "P4", "P4 Administratif"


# What each level means and what it asks for first (domain.md §3.2).
URGENCY_MEANING = {
    Urgency.P1: "Nyawa terancam, disekap, kekerasan seksual, anak, perang, atau meninggal. Telepon sekarang.",
    Urgency.P2: "Sakit, putus kontak lebih dari 14 hari, dokumen ditahan, baru lolos. Hari ini juga.",
    Urgency.P3: "Gaji, kontrak, ingin pulang tetapi aman. Dalam 2 hari kerja.",
    Urgency.P4: "Biaya, asuransi, batal berangkat. Dalam 5 hari kerja.",
}


class CloseReason(TextChoices):
    PULANG_SELESAI = "PULANG_SELESAI", "sudah pulang, selesai"
    SELESAI_DI_LN = "SELESAI_DI_LN", "selesai di luar negeri, tetap tinggal"
    MENOLAK_PULANG = "MENOLAK_PULANG", "tidak ingin pulang"
    DATA_TIDAK_LENGKAP_30H = "DATA_TIDAK_LENGKAP_30H", "data tidak lengkap dalam 30 hari"
    TIDAK_JELAS_15HK = "TIDAK_JELAS_15HK", "tidak ada kejelasan dalam 15 hari kerja"
    PELAPOR_TAK_TERHUBUNGI_60H = "PELAPOR_TAK_TERHUBUNGI_60H", "pelapor tidak terhubungi 60 hari"
    DILIMPAHKAN = "DILIMPAHKAN", "dilimpahkan ke instansi lain"
    TANPA_TANGGAPAN_6BLN = "TANPA_TANGGAPAN_6BLN", "tanpa tanggapan 6 bulan"
    BUKAN_WARGA_KOTA = "BUKAN_WARGA_KOTA", "bukan warga kota"
    DUPLIKAT = "DUPLIKAT", "laporan ganda"
    MENINGGAL_SELESAI = "MENINGGAL_SELESAI", "meninggal dunia, urusan selesai"
    LAPORAN_TIDAK_BENAR = "LAPORAN_TIDAK_BENAR", "laporan tidak benar"


class ReturnReason(TextChoices):
    """Why the kelurahan sends an entry back, said so that the RT knows what to do."""

    NAMA_BEDA = "NAMA_BEDA", "Nama berbeda dengan KTP atau KK. Tulis persis seperti di kartu."
    NIK_BEDA = "NIK_BEDA", "NIK berbeda dengan KTP atau KK. Periksa lagi 16 angkanya."
    LAHIR_BEDA = "LAHIR_BEDA", "Tanggal lahir berbeda dengan KTP atau KK. Periksa lagi."
    ALAMAT_BELUM_JELAS = "ALAMAT_BELUM_JELAS", "Alamatnya belum jelas. Tanyakan dia tinggal di mana sekarang."
    FOTO_BELUM_ADA = "FOTO_BELUM_ADA", "Foto KTP atau KK belum ada. Foto, lalu kirim."
    FOTO_KABUR = "FOTO_KABUR", "Foto KTP atau KK tidak terbaca. Foto lagi di tempat terang."
    KONTAK_BELUM_ADA = (
        "KONTAK_BELUM_ADA",
        "Belum ada nomor yang bisa dihubungi. Tanyakan nomornya atau nomor keluarganya.",
    )
    RENCANA_BELUM_JELAS = "RENCANA_BELUM_JELAS", "Negara atau pekerjaannya belum jelas. Tanyakan lagi."
    KELUARGA_BELUM_TAHU = "KELUARGA_BELUM_TAHU", "Keluarga belum tahu rencana ini. Bicarakan dulu bersama."
    DATA_GANDA = "DATA_GANDA", "Sepertinya warga ini sudah terdata. Bandingkan dulu."
    LAINNYA = "LAINNYA", "Ada hal lain yang perlu diperbaiki. Baca catatannya."


class Relation(TextChoices):
    """Who reports. The first five are "Keluarga" by law (UU 18/2017 art. 1); others need a power of attorney."""

    DIRI_SENDIRI = "DIRI_SENDIRI", "diri sendiri"
    SUAMI = "SUAMI", "suami"
    ISTRI = "ISTRI", "istri"
    ORANG_TUA = "ORANG_TUA", "orang tua"
    ANAK = "ANAK", "anak"
    SAUDARA = "SAUDARA", "saudara kandung"
    KERABAT = "KERABAT", "kerabat"
    PASANGAN = "PASANGAN", "pasangan"
    TEMAN = "TEMAN", "teman"
    TETANGGA = "TETANGGA", "tetangga"
    RT_RW = "RT_RW", "RT/RW"
    LSM = "LSM", "LSM / kuasa hukum"
    ANONIM = "ANONIM", "tidak mau disebut"


class Answer(TextChoices):
    """What somebody says who may not know."""

    YA = "YA", "Ya"
    TIDAK = "TIDAK", "Tidak"
    TIDAK_TAHU = "TIDAK_TAHU", "Tidak tahu"


class ContactMedium(TextChoices):
    """By what the family last heard from the migrant."""

    WHATSAPP = "WHATSAPP", "WhatsApp"
    TELEPON = "TELEPON", "telepon biasa"
    FACEBOOK = "FACEBOOK", "Facebook atau Messenger"
    TELEGRAM = "TELEGRAM", "Telegram"
    ORANG_LAIN = "ORANG_LAIN", "lewat orang lain"
    LAINNYA = "LAINNYA", "lainnya"


class FreeSpeech(TextChoices):
    """Whether the migrant can talk without being overheard."""

    BEBAS = "BEBAS", "Bisa bicara bebas"
    DIAWASI = "DIAWASI", "Bicara sambil diawasi"
    HP_DIPEGANG = "HP_DIPEGANG", "HP-nya dipegang orang lain"
    TIDAK_TAHU = "TIDAK_TAHU", "Tidak tahu"


class RelocationReason(TextChoices):
    """Why somebody is recorded in another RT from now on."""

    PINDAH_RUMAH = "PINDAH_RUMAH", "Pindah rumah"
    RT_DIPECAH = "RT_DIPECAH", "RT dipecah atau digabung"
    SALAH_RT = "SALAH_RT", "Dari awal salah catat RT"


class DocumentKind(TextChoices):
    KTP = "KTP", "KTP-el"
    KK = "KK", "Kartu Keluarga"
    AKTA_LAHIR = "AKTA_LAHIR", "akta kelahiran"
    IJAZAH = "IJAZAH", "ijazah terakhir"
    STATUS_KAWIN = "STATUS_KAWIN", "surat keterangan status perkawinan"
    IZIN_KELUARGA = "IZIN_KELUARGA", "surat izin keluarga"
    AK1 = "AK1", "kartu AK/1"
    KOMPETENSI = "KOMPETENSI", "sertifikat kompetensi"
    BAHASA = "BAHASA", "sertifikat bahasa"
    SEHAT = "SEHAT", "surat keterangan sehat"
    PASPOR = "PASPOR", "paspor"
    SPLP = "SPLP", "SPLP"
    VISA = "VISA", "visa kerja"
    PP = "PP", "perjanjian penempatan"
    PK = "PK", "perjanjian kerja"
    JAMSOS = "JAMSOS", "BPJS Ketenagakerjaan PMI"
    JKN = "JKN", "BPJS Kesehatan"
    OPP = "OPP", "sertifikat OPP"
    EPMI = "EPMI", "E-PMI"
    BUKU_PELAUT = "BUKU_PELAUT", "buku pelaut"
    LAINNYA = "LAINNYA", "lainnya"


class LetterKind(TextChoices):
    """What a kelurahan issues: two papers for who goes abroad, each a DocumentKind, too; and S01 for a family."""

    IZIN_KELUARGA = "IZIN_KELUARGA", "surat izin keluarga"
    STATUS_KAWIN = "STATUS_KAWIN", "surat keterangan status perkawinan"
    PENGANTAR = "PENGANTAR", "surat pengantar dan keterangan keluarga"


class MaritalStatus(TextChoices):
    BELUM_KAWIN = "BELUM_KAWIN", "belum kawin"
    KAWIN = "KAWIN", "kawin"
    CERAI_HIDUP = "CERAI_HIDUP", "cerai hidup"
    CERAI_MATI = "CERAI_MATI", "cerai mati"


class PermissionGiver(TextChoices):
    """Whose permission counts for the placement (domain.md §2.5)."""

    SUAMI = "SUAMI", "suami"
    ISTRI = "ISTRI", "istri"
    ORANG_TUA = "ORANG_TUA", "orang tua"
    WALI = "WALI", "wali"


class DocumentStatus(TextChoices):
    BELUM_ADA = "BELUM_ADA", "belum ada"
    DIAJUKAN = "DIAJUKAN", "diajukan"
    BELUM_DICEK = "BELUM_DICEK", "ada, belum diperiksa"
    SAH = "SAH", "sah"
    KEDALUWARSA = "KEDALUWARSA", "kedaluwarsa"
    DITAHAN = "DITAHAN", "ditahan pihak lain"
    HILANG = "HILANG", "hilang"
    DIDUGA_PALSU = "DIDUGA_PALSU", "diduga palsu"


class OffererKind(TextChoices):
    """Who offers the work. Kept beside the name, which only Disnaker reads."""

    P3MI = "P3MI", "P3MI resmi"
    CALO = "CALO", "calo atau sponsor"
    KENALAN = "KENALAN", "teman atau keluarga di sana"
    IKLAN = "IKLAN", "iklan media sosial"
    SENDIRI = "SENDIRI", "mencari sendiri"


class VisaKind(TextChoices):
    KERJA = "KERJA", "visa kerja"
    WISATA = "WISATA", "visa wisata atau kunjungan"
    LAIN = "LAIN", "visa lain (pelajar, magang, keluarga)"
    TANPA = "TANPA", "tanpa visa"


class ConsentPurpose(TextChoices):
    """What rests on consent (domain.md §1.4). Being registered does not: it is a public task."""

    WHATSAPP = "WHATSAPP", "menerima kabar lewat WhatsApp"
    KELUARGA = "KELUARGA", "menghubungi keluarga atau teman yang disebut"
    FOTO = "FOTO", "menyimpan foto dokumen"
