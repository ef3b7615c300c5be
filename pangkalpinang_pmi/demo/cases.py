"""The cases of the demo city, told as a table: every state of cases, persons in cases and coordinations occurs."""

from datetime import date, timedelta
from typing import NamedTuple

from cases.states.case import CaseStatus
from cases.states.case_person import CasePersonStatus
from cases.states.coordination import CoordinationStatus
from cases.values.choices import Category, CloseReason, Relation, Scheme, Sector, Sex, Source, Urgency
from pangkalpinang_pmi.invented.work import Work

C, P, K = CaseStatus, CasePersonStatus, CoordinationStatus
HANDLED = (C.TRIASE, C.DITANGANI)
SCAM_JOB = "petugas layanan pelanggan"
APPROVED = (K.DIAJUKAN, K.DITELAAH)
SENT = (*APPROVED, K.DIKIRIM)
FORWARDED = (*SENT, K.DITERIMA, K.DITERUSKAN_PUSAT)
AT_MISSION = (*FORWARDED, K.DI_PERWAKILAN)
FOUND = (P.LOKASI_DIKETAHUI,)
ON_THE_WAY = (*FOUND, P.ASESMEN, P.PROSES_DOKUMEN, P.PEMBIAYAAN, P.JADWAL_PULANG)
LANDED = (*ON_THE_WAY, P.TIBA_DEBARKASI)
HANDED_OVER = (*LANDED, P.PENAMPUNGAN, P.PERJALANAN_DAERAH, P.SERAH_TERIMA)


class Traveller(NamedTuple):
    """One person of a case: where, and which steps he has gone."""

    work: Work
    steps: tuple = ()
    count: int = 1
    sex: str = Sex.LAKI_LAKI
    at_home: bool = False


class Story(NamedTuple):
    """One case. `days` ago it was reported; the steps are those of the case and of its coordination with BP3MI."""

    key: str
    category: Category
    urgency: Urgency
    country: str
    days: int
    travellers: tuple
    chronology: str
    steps: tuple = HANDLED
    coordination: tuple | None = None
    place: str = ""
    further: tuple = ()
    source: Source = Source.KELUARGA
    relation: Relation = Relation.ORANG_TUA
    reason: CloseReason = CloseReason.PULANG_SELESAI
    quiet_since: int = 1  # so many days ago the last step was taken
    between: tuple = ()  # both days, where the calendar gives them
    with_dinsos: bool = False
    notes: tuple = ()
    shared_notes: tuple = ()

    def days_told(self, today):
        """When it was reported and when the last step was taken."""
        last = today - timedelta(days=min(self.quiet_since, self.days))
        return self.between or (today - timedelta(days=self.days), last)


def _offer(country, place, job=SCAM_JOB):
    return Work(country, place, job, Sector.LAINNYA, Scheme.NONPROSEDURAL)


def _maid(country, place):
    return Work(country, place, "penata laksana rumah tangga", Sector.INFORMAL, Scheme.P_TO_P)


def _factory(country, place):
    return Work(country, place, "operator produksi", Sector.FORMAL, Scheme.P_TO_P)


STORIES = (
    Story(
        "masih-ditahan", Category.SCAM_JUDOL, Urgency.P1, "KH", 24,
        (Traveller(_offer("KH", "Chrey Thum"), FOUND),),
        "Berangkat dengan visa kunjungan untuk pekerjaan yang ditawarkan lewat media sosial. Paspor diambil setibanya "
        "di sana dan tidak boleh keluar gedung. Keluarga diminta uang tebusan.",
        coordination=FORWARDED, place="Chrey Thum, gedung bertingkat dekat perbatasan",
        further=(Category.DISEKAP, Category.TPPO), with_dinsos=True,
        notes=("Keluarga didampingi; jangan telepon nomor korban, tunggu ia menghubungi lebih dulu.",
               "Dinsos menyiapkan pendampingan psikososial untuk ibu dan adik."),
        shared_notes=("Titik lokasi dan foto gedung sudah diserahkan lewat jalur aman.",),
    ),
    Story(
        "myawaddy", Category.SCAM_JUDOL, Urgency.P2, "MM", 0,
        (Traveller(_offer("MM", "Myawaddy"), (*HANDED_OVER, P.SELESAI), 18, at_home=True),
         Traveller(_offer("MM", "Myawaddy"), (*HANDED_OVER, P.SELESAI), 6, Sex.PEREMPUAN, at_home=True)),
        "Dicatat kembali dari berkas Disnaker; yang dialami bersama tertulis di rombongannya.",
        steps=(*HANDLED, C.USUL_TUTUP, C.DITUTUP), coordination=(*AT_MISSION, K.DITUTUP), place="Myawaddy",
        further=(Category.DEPORTASI,), source=Source.IMPOR, relation=Relation.RT_RW,
        between=(date(2025, 3, 5), date(2025, 6, 30)),
        notes=("Serah terima dihadiri keluarga, lurah, dan Dinsos.",),
    ),
    Story(
        "dua-saudara", Category.INGIN_DIPULANGKAN, Urgency.P2, "", 33,
        (Traveller(_offer("TH", "Mae Sot"), (*FOUND, P.ASESMEN, P.PROSES_DOKUMEN)),
         Traveller(_offer("MM", "Shwe Kokko"))),
        "Dua bersaudara berangkat bersama. Sang kakak berhasil menyeberang dan ditampung, adiknya belum diketahui.",
        coordination=AT_MISSION, further=(Category.DISEKAP,), quiet_since=2,
        shared_notes=("Sang kakak bersedia menunjukkan gedung tempat adiknya terakhir terlihat.",),
    ),
    Story(
        "pulang-kamboja", Category.DEPORTASI, Urgency.P3, "KH", 75,
        (Traveller(_offer("KH", "Poipet"), ON_THE_WAY),
         Traveller(_offer("KH", "Poipet"), LANDED, sex=Sex.PEREMPUAN),
         Traveller(_offer("KH", "Bavet"), (*LANDED, P.PENAMPUNGAN)),
         Traveller(_offer("KH", "Bavet"), (*LANDED, P.PENAMPUNGAN, P.PERJALANAN_DAERAH)),
         Traveller(_offer("KH", "Sihanoukville"), HANDED_OVER, at_home=True),
         Traveller(_offer("KH", "Sihanoukville"), (*HANDED_OVER, P.REINTEGRASI), 3, at_home=True)),
        "Pemulangan bertahap setelah pendataan di Perwakilan RI. Sebagian sudah di rumah dan mengikuti pelatihan.",
        coordination=AT_MISSION, place="beberapa kota", with_dinsos=True, quiet_since=2,
        notes=("Tiga orang ikut pelatihan pengelasan di BLK mulai Senin.",),
    ),
    Story(
        "gaji", Category.GAJI_TIDAK_DIBAYAR, Urgency.P3, "MY", 30,
        (Traveller(_factory("MY", "Johor Bahru")),),
        "Gaji empat bulan belum dibayar; majikan berjanji terus. Ingin tetap bekerja kalau gaji dibayar.",
        coordination=SENT, quiet_since=12,
    ),
    Story(
        "meninggal", Category.MENINGGAL, Urgency.P2, "MY", 9,
        (Traveller(_factory("MY", "Penang"), (P.MENINGGAL,)),),
        "Meninggal karena sakit di rumah sakit. Keluarga meminta jenazah dipulangkan dan hak-haknya diurus.",
        coordination=(*SENT, K.DITERIMA), further=(Category.JAMINAN_SOSIAL,), with_dinsos=True,
        notes=("Santunan BPJS Ketenagakerjaan sedang dihitung; ahli waris membawa akta kematian.",),
    ),
    Story(
        "putus-kabar", Category.HILANG_KONTAK, Urgency.P2, "SG", 16,
        (Traveller(_maid("SG", "Woodlands"), (P.HILANG_KONTAK,), sex=Sex.PEREMPUAN),),
        "Nomor tidak aktif sejak dua minggu. Agen tidak menjawab.", coordination=(),
    ),
    Story(
        "paspor-ditahan", Category.DOKUMEN_DITAHAN, Urgency.P3, "TW", 12,
        (Traveller(_factory("TW", "Taoyuan"), (*FOUND, P.ASESMEN)),),
        "Paspor dan kartu penduduk disimpan agen dan tidak dikembalikan.", coordination=(K.DIAJUKAN,),
        relation=Relation.DIRI_SENDIRI, source=Source.MANDIRI,
    ),
    Story(
        "sakit", Category.SAKIT, Urgency.P2, "HK", 6, (Traveller(_maid("HK", "Kowloon"), FOUND, sex=Sex.PEREMPUAN),),
        "Dirawat dan tidak sanggup membayar biaya; ingin pulang setelah sembuh.", coordination=APPROVED,
        relation=Relation.SAUDARA,
    ),
    Story(
        "overstay", Category.OVERSTAY, Urgency.P3, "MY", 40,
        (Traveller(_offer("MY", "Kuala Lumpur", "pekerja kebun"), ON_THE_WAY[:4]),),
        "Izin tinggal habis delapan bulan lalu. Ingin pulang lewat program pemulangan.",
        coordination=(*FORWARDED, K.PERLU_DATA), quiet_since=3,
    ),
    Story(
        "lowongan", Category.PENIPUAN_PELUANG_KERJA, Urgency.P3, "VN", 8,
        (Traveller(_offer("VN", "Ho Chi Minh"), (P.PINDAH_LOKASI,)),),
        "Dijanjikan bekerja di hotel, lalu dibawa ke tempat lain.", coordination=(K.DIAJUKAN, K.DIKEMBALIKAN),
        relation=Relation.TEMAN,
    ),
    Story(
        "kecelakaan", Category.KECELAKAAN, Urgency.P2, "KR", 1, (Traveller(_factory("KR", "Ansan")),),
        "Tangan terluka kena mesin; dirawat di rumah sakit setempat.", steps=(), relation=Relation.ISTRI,
    ),
    Story(
        "biaya", Category.BIAYA_PENEMPATAN, Urgency.P4, "TW", 4, (Traveller(_factory("TW", "Taichung")),),
        "Ditagih biaya agen yang tidak ada dalam perjanjian.", steps=(C.TRIASE,), source=Source.MANDIRI,
        relation=Relation.DIRI_SENDIRI,
    ),
    Story(
        "menunggu", Category.TIDAK_SESUAI_PK, Urgency.P3, "BN", 50,
        (Traveller(_factory("BN", "Bandar Seri Begawan"), (*FOUND, P.DITUNDA)),),
        "Pekerjaan berbeda dari perjanjian; masih menimbang pindah majikan.", steps=(*HANDLED, C.DITUNDA),
    ),
    Story(
        "tidak-mau-pulang", Category.PHK, Urgency.P3, "MY", 70,
        (Traveller(_factory("MY", "Penang"), (*FOUND, P.MENOLAK_PULANG)),),
        "Diputus kerja sepihak. Sudah mendapat pekerjaan baru dan ingin tetap di sana.",
        steps=(*HANDLED, C.USUL_TUTUP), coordination=(*SENT, K.DITERIMA, K.DITUTUP),
        reason=CloseReason.MENOLAK_PULANG,
    ),
    Story(
        "dilimpahkan", Category.CALO_DALAM_NEGERI, Urgency.P3, "", 90, (Traveller(_offer("KH", "Sihanoukville"),
        (P.DILIMPAHKAN,)),), "Laporan tentang perekrut di kota lain.", steps=(*HANDLED, C.USUL_TUTUP, C.DITUTUP),
        reason=CloseReason.DILIMPAHKAN, relation=Relation.TETANGGA,
    ),
    Story(
        "tanpa-data", Category.HILANG_KONTAK, Urgency.P4, "AE", 160,
        (Traveller(_maid("AE", "Dubai"), (P.DITUTUP_ADMINISTRATIF,), sex=Sex.PEREMPUAN),),
        "Pelapor tidak dapat dihubungi lagi dan data tidak bertambah.", steps=(*HANDLED, C.USUL_TUTUP, C.DITUTUP),
        reason=CloseReason.PELAPOR_TAK_TERHUBUNGI_60H, relation=Relation.KERABAT, quiet_since=90,
    ),
)  # fmt: skip
