"""The letters Disnaker writes in a case (domain.md §3.7): which there are, and what each may carry."""

from typing import NamedTuple

from django.db.models import TextChoices

from cases.values.sharing import FieldGroup as G


class CaseLetterKind(TextChoices):
    """S01 is the kelurahan's (`LetterKind`), S04 the answer to one of these, S07 a list that comes from outside."""

    S02 = "S02", "permohonan fasilitasi pelindungan dan pemulangan"
    S03 = "S03", "permintaan informasi perkembangan"
    S05 = "S05", "nota dinas permohonan pembiayaan"
    S06 = "S06", "surat tugas penjemputan"
    S08 = "S08", "berita acara serah terima"
    S09 = "S09", "surat pernyataan menolak rehabilitasi"
    S10 = "S10", "surat rujukan layanan"
    S11 = "S11", "surat pengantar laporan ke polisi atau LPSK"
    S12 = "S12", "surat pernyataan klarifikasi"
    S13 = "S13", "surat persetujuan keluarga"
    S14 = "S14", "pemberitahuan kegagalan pelindungan data pribadi"
    SPLP = "SPLP", "keterangan identitas untuk SPLP"
    AKHIR = "AKHIR", "pemberitahuan akhir penanganan"


class Secrecy(TextChoices):
    BIASA = "BIASA", "Biasa"
    TERBATAS = "TERBATAS", "Terbatas"
    RAHASIA = "RAHASIA", "Rahasia"


class Spec(NamedTuple):
    """What one kind of letter is for, and the groups of data it may carry at all. `usual` is ticked beforehand.

    `names_basis`: the letter says on whose consent it stands. `by_hand`: others rely on the signatures on paper, so
    that the signed sheet is kept beside the file that was issued.
    """

    purpose: str
    groups: tuple = (G.IDENTITAS,)
    usual: tuple = ("nama",)
    to_agency: bool = False
    cc: tuple = ()
    by_hand: bool = True
    names_basis: bool = False


MAYOR_CC = "Wali Kota Pangkalpinang (tanpa lampiran)"
PROVINCE_CC = "Kepala Dinas Tenaga Kerja Provinsi Kepulauan Bangka Belitung (tanpa lampiran)"
FOREIGN_CC = "Direktur Pelindungan WNI, Kementerian Luar Negeri"
MISSION_CC = "Kepala Perwakilan RI di negara tempat warga berada (tanpa lampiran)"
POLICE_CC = "Kepala Kepolisian Resor Kota Pangkalpinang (tanpa lampiran)"
SOCIAL_CC = "Kepala Dinas Sosial Kota Pangkalpinang (tanpa lampiran)"
ALL = (G.IDENTITAS, G.DOKUMEN, G.KRONOLOGI, G.KONTAK_KELUARGA, G.KESEHATAN)
ABROAD = ("nama", "jenis_kelamin", "tanggal_lahir", "nomor_dokumen", "negara")
SPECS = {
    CaseLetterKind.S02: Spec(
        "Minta BP3MI atau instansi lain mencari, melindungi, atau memulangkan warga.",
        ALL, (*ABROAD, "kronologi"), to_agency=True,
        cc=(MAYOR_CC, PROVINCE_CC, FOREIGN_CC, MISSION_CC, POLICE_CC, SOCIAL_CC),
    ),
    CaseLetterKind.S03: Spec(
        "Tanyakan perkembangan kalau surat sebelumnya belum dijawab.",
        (G.IDENTITAS, G.DOKUMEN, G.KRONOLOGI), ("nama", "negara"), to_agency=True, by_hand=False,
    ),
    CaseLetterKind.S05: Spec("Minta biaya pemulangan kepada Sekda atau Wali Kota. Tanpa nama orang.", (), ()),
    CaseLetterKind.S06: Spec("Tugaskan petugas menjemput atau mendampingi."),
    CaseLetterKind.S08: Spec("Serahkan warga kepada keluarganya, disaksikan kelurahan.",
                             (G.IDENTITAS,), ("nama", "tanggal_lahir")),
    CaseLetterKind.S09: Spec("Warga atau keluarganya menyatakan tidak mau direhabilitasi."),
    CaseLetterKind.S10: Spec(
        "Rujuk ke Dinsos, UPTD PPA, rumah sakit, atau psikolog.",
        (G.IDENTITAS, G.KONTAK_KELUARGA, G.KESEHATAN), ("nama", "jenis_kelamin", "tanggal_lahir"), to_agency=True,
        names_basis=True,
    ),
    CaseLetterKind.S11: Spec(
        "Antar warga melapor ke polisi, atau minta pelindungan LPSK.",
        ALL, ("nama", "tanggal_lahir", "negara"), to_agency=True,
    ),
    CaseLetterKind.S12: Spec("Catat penjelasan P3MI atau pihak lain, dan apa yang dijanjikannya."),
    CaseLetterKind.S13: Spec("Keluarga menyetujui rehabilitasi, atau pemakaman di luar negeri."),
    CaseLetterKind.S14: Spec("Beri tahu warga bahwa datanya bocor.", (), ()),
    CaseLetterKind.SPLP: Spec(
        "Terangkan kepada Perwakilan RI siapa warga ini, supaya SPLP bisa terbit.",
        (G.IDENTITAS, G.DOKUMEN, G.KRONOLOGI), (*ABROAD, "nik"), to_agency=True, cc=(FOREIGN_CC,),
    ),
    CaseLetterKind.AKHIR: Spec(
        "Beri tahu instansi bahwa penanganan selesai, dan bagaimana akhirnya.",
        (G.IDENTITAS,), ("nama",), to_agency=True, by_hand=False,
    ),
}  # fmt: skip
# A reminder and a closing note say nothing that a signature has to prove: the file that was issued is enough.
WITHOUT_SHEET = tuple(kind for kind, spec in SPECS.items() if not spec.by_hand)
# What concerns the work of Dinsos in a case (domain.md §3.4): money, hand-over, rehabilitation, referrals. What asks
# others to search or accuse carries numbers and places that it reads masked (§8).
FOR_DINSOS = (CaseLetterKind.S05, CaseLetterKind.S08, CaseLetterKind.S09, CaseLetterKind.S10, CaseLetterKind.S13)
# What the templates name as data.facts.at("…").
FACTS = (
    *("nama-dinas", "uu-pelindungan", "rahasia-korban", "p3mi-tepati", "kabar-data-bocor", "bast-saksi"),
    "dasar-pemberitahuan",
)
