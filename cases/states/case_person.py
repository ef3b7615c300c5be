"""Where one person in a case stands: siblings may be in two countries (settled: Workflows; domain.md §4)."""

from django.db.models import TextChoices

from cases.states.moves import NOTE, REFERENCE, Move, back_to_each, from_each


class CasePersonStatus(TextChoices):
    DALAM_PENCARIAN = "DALAM_PENCARIAN", "Keberadaan dicari"
    LOKASI_DIKETAHUI = "LOKASI_DIKETAHUI", "Lokasi dan keadaan diketahui"
    ASESMEN = "ASESMEN", "Asesmen"
    PROSES_DOKUMEN = "PROSES_DOKUMEN", "Proses SPLP, denda, exit permit"
    PEMBIAYAAN = "PEMBIAYAAN", "Penetapan pembiayaan"
    JADWAL_PULANG = "JADWAL_PULANG", "Terjadwal pulang"
    TIBA_DEBARKASI = "TIBA_DEBARKASI", "Tiba di Indonesia"
    PENAMPUNGAN = "PENAMPUNGAN", "Di penampungan atau pemeriksaan"
    PERJALANAN_DAERAH = "PERJALANAN_DAERAH", "Perjalanan ke Pangkalpinang"
    SERAH_TERIMA = "SERAH_TERIMA", "Serah terima"
    REINTEGRASI = "REINTEGRASI", "Reintegrasi"
    SELESAI = "SELESAI", "Selesai"
    DITUNDA = "DITUNDA", "Ditunda"
    MENOLAK_PULANG = "MENOLAK_PULANG", "Tidak ingin pulang"
    PINDAH_LOKASI = "PINDAH_LOKASI", "Pindah lokasi"
    HILANG_KONTAK = "HILANG_KONTAK", "Hilang kontak"
    MENINGGAL = "MENINGGAL", "Meninggal dunia"
    DILIMPAHKAN = "DILIMPAHKAN", "Dilimpahkan"
    DITUTUP_ADMINISTRATIF = "DITUTUP_ADMINISTRATIF", "Ditutup administratif"


S = CasePersonStatus
REPORT = "cases.report_progress"  # BP3MI knows it first, up to the shelter; Disnaker may write what it was told
MOVE = "cases.move_case_person"  # from there on it is the city's own work
ABROAD = (S.DALAM_PENCARIAN, S.LOKASI_DIKETAHUI, S.ASESMEN, S.PROSES_DOKUMEN, S.PEMBIAYAAN, S.JADWAL_PULANG)
HOME = (S.TIBA_DEBARKASI, S.PENAMPUNGAN, S.PERJALANAN_DAERAH, S.SERAH_TERIMA, S.REINTEGRASI)
ACTIVE = (*ABROAD, *HOME)
# Back in the country, and no deed of hand-over (BAST) yet. Whoever gets none leaves by an exit, whose note says why.
BEFORE_DEED = (S.TIBA_DEBARKASI, S.PENAMPUNGAN, S.PERJALANAN_DAERAH)
WITH_FAMILY = frozenset({S.SERAH_TERIMA, S.REINTEGRASI, S.SELESAI})  # the deed is signed
STILL_TO_COME = frozenset(ACTIVE) - WITH_FAMILY
MAY_STILL_DIE = (S.DITUNDA, S.HILANG_KONTAK, S.PINDAH_LOKASI, S.MENOLAK_PULANG)
EXITS = (
    S.MENOLAK_PULANG,
    S.PINDAH_LOKASI,
    S.HILANG_KONTAK,
    S.MENINGGAL,
    S.DILIMPAHKAN,
    S.DITUTUP_ADMINISTRATIF,
)

MOVES = (
    Move(
        S.DALAM_PENCARIAN,
        S.LOKASI_DIKETAHUI,
        "Catat lokasi diketahui",
        REPORT,
        (NOTE,),
        asks=(
            (NOTE, "Tulis di mana: tempat kerja, polisi, tahanan imigrasi, penampungan, Perwakilan RI, atau bebas."),
        ),
    ),
    Move(S.LOKASI_DIKETAHUI, S.ASESMEN, "Mulai asesmen", REPORT),
    # Whoever has a valid passport, visa and money goes home without assessment or papers.
    *from_each(
        (S.LOKASI_DIKETAHUI, S.ASESMEN),
        S.PROSES_DOKUMEN,
        "Proses dokumen",
        REPORT,
        (NOTE,),
        asks=((NOTE, "Tulis yang masih harus diurus: SPLP, denda, izin keluar, atau surat layak terbang."),),
    ),
    *from_each((S.ASESMEN, S.PROSES_DOKUMEN), S.PEMBIAYAAN, "Tetapkan pembiayaan", REPORT),
    *from_each(
        (S.LOKASI_DIKETAHUI, S.PROSES_DOKUMEN, S.PEMBIAYAAN),
        S.JADWAL_PULANG,
        "Jadwalkan pulang",
        REPORT,
        (REFERENCE,),
    ),
    Move(S.JADWAL_PULANG, S.TIBA_DEBARKASI, "Catat tiba di Indonesia", REPORT),
    Move(
        S.TIBA_DEBARKASI,
        S.PENAMPUNGAN,
        "Catat di penampungan",
        REPORT,
        (NOTE,),
        asks=((NOTE, "Tulis di mana: RPTC, asrama, rumah singgah, rumah sakit, atau pemeriksaan polisi."),),
    ),
    *from_each(
        (S.TIBA_DEBARKASI, S.PENAMPUNGAN),
        S.PERJALANAN_DAERAH,
        "Catat perjalanan ke daerah",
        MOVE,
        (NOTE,),
        asks=((NOTE, "Tulis siapa yang mendampingi perjalanannya, atau bahwa ia berjalan sendiri."),),
    ),
    # The deed (BAST) is the city's one hard duty in a return; its number stands in the history. CasePerson.refuses.
    Move(
        S.PERJALANAN_DAERAH,
        S.SERAH_TERIMA,
        "Catat serah terima",
        MOVE,
        offers=(REFERENCE,),
        asks=((NOTE, "Tidak ada berita acara (BAST)? Tulis sebabnya di sini."),),
    ),
    Move(
        S.SERAH_TERIMA,
        S.REINTEGRASI,
        "Mulai reintegrasi",
        MOVE,
        (NOTE,),
        asks=((NOTE, "Tulis apa yang ia perlukan sesudah pulang. Ia menolak didampingi? Tulis nomor surat S09-nya."),),
    ),
    *from_each((S.SERAH_TERIMA, S.REINTEGRASI), S.SELESAI, "Nyatakan selesai", MOVE, (NOTE,)),
    *from_each(ACTIVE, S.DITUNDA, "Tunda", MOVE, (NOTE,)),
    *back_to_each(S.DITUNDA, ACTIVE, "Lanjutkan", MOVE),
    # Also in a shelter in this country: he is not brought home against his will.
    *from_each((*ABROAD, *BEFORE_DEED), S.MENOLAK_PULANG, "Catat tidak ingin pulang", REPORT, (NOTE,)),
    *from_each(ABROAD, S.PINDAH_LOKASI, "Catat pindah lokasi", REPORT, (NOTE,)),
    *from_each(ACTIVE, S.HILANG_KONTAK, "Catat hilang kontak", REPORT, (NOTE,)),
    # News of a death may come at any time, also of whom nobody was looking for any more.
    *from_each((*ACTIVE, *MAY_STILL_DIE), S.MENINGGAL, "Catat meninggal dunia", REPORT, (NOTE,)),
    *from_each(ACTIVE, S.DILIMPAHKAN, "Limpahkan", MOVE, (NOTE,)),
    *from_each(ACTIVE, S.DITUTUP_ADMINISTRATIF, "Tutup administratif", MOVE, (NOTE,)),
    *from_each((*EXITS, S.SELESAI), S.DALAM_PENCARIAN, "Buka kembali", MOVE, (NOTE,)),
)
