"""The life of one migration, from the RT's first entry to the return (domain.md §2.2).

A draft is no state (it is a Draft row), a contract about to end is computed from its date, and trouble abroad is an
open case beside the journey, never a state of it.
"""

from django.db.models import TextChoices

from cases.states.moves import NOTE, REFERENCE, Move, from_each


class JourneyStatus(TextChoices):
    TERDATA_RT = "TERDATA_RT", "Terdata di RT (berminat)"
    PERLU_PERBAIKAN = "PERLU_PERBAIKAN", "Dikembalikan, perlu perbaikan"
    VERIFIKASI_KELURAHAN = "VERIFIKASI_KELURAHAN", "Diverifikasi kelurahan"
    TERDAFTAR_DISNAKER = "TERDAFTAR_DISNAKER", "CPMI terdaftar"
    PEMENUHAN_DOKUMEN = "PEMENUHAN_DOKUMEN", "Pemenuhan dokumen"
    PERJANJIAN_PENEMPATAN = "PERJANJIAN_PENEMPATAN", "Perjanjian penempatan ditandatangani"
    PASPOR_VISA = "PASPOR_VISA", "Paspor dan visa kerja"
    OPP = "OPP", "OPP selesai, E-PMI terbit"
    SIAP_BERANGKAT = "SIAP_BERANGKAT", "Siap berangkat"
    BERANGKAT = "BERANGKAT", "Berangkat"
    DI_LUAR_NEGERI = "DI_LUAR_NEGERI", "Bekerja di luar negeri"
    CUTI = "CUTI", "Cuti di Indonesia"
    DIPERPANJANG = "DIPERPANJANG", "Kontrak diperpanjang"
    PULANG = "PULANG", "Sudah pulang"
    PEMBERDAYAAN = "PEMBERDAYAAN", "Pemberdayaan dan reintegrasi"
    SELESAI = "SELESAI", "Selesai"
    BATAL = "BATAL", "Batal atau mengundurkan diri"
    GAGAL_BERANGKAT = "GAGAL_BERANGKAT", "Gagal berangkat"
    DICEGAH = "DICEGAH", "Dicegah berangkat"
    HILANG_KONTAK = "HILANG_KONTAK", "Hilang kontak"
    MENINGGAL = "MENINGGAL", "Meninggal dunia"
    TIDAK_DIKETAHUI = "TIDAK_DIKETAHUI", "Status belum diketahui"
    PINDAH_DOMISILI = "PINDAH_DOMISILI", "Pindah keluar kota"
    BUKAN_WARGA_KOTA = "BUKAN_WARGA_KOTA", "Bukan warga kota"


S = JourneyStatus
CORRECT = "cases.correct_registration"  # who entered it repairs it
VERIFY = "cases.verify_registration"  # the kelurahan
CONFIRM = "cases.confirm_verification"  # and, as the second of two officers, Disnaker
TRACK = "cases.track_journey"  # kelurahan and Disnaker see people leave and come home
PLACE = "cases.place_journey"  # Disnaker

FORWARD = (
    Move(S.TERDATA_RT, S.VERIFIKASI_KELURAHAN, "Verifikasi", CONFIRM),
    Move(S.PERLU_PERBAIKAN, S.TERDATA_RT, "Ajukan lagi", CORRECT),
    Move(S.VERIFIKASI_KELURAHAN, S.TERDAFTAR_DISNAKER, "Catat terdaftar di Disnaker", PLACE, (REFERENCE,)),
    Move(S.TERDAFTAR_DISNAKER, S.PEMENUHAN_DOKUMEN, "Mulai pemenuhan dokumen", PLACE),
    Move(S.PEMENUHAN_DOKUMEN, S.PERJANJIAN_PENEMPATAN, "Catat perjanjian penempatan", PLACE),
    # Only placement through a P3MI has a placement agreement.
    Move(S.PEMENUHAN_DOKUMEN, S.PASPOR_VISA, "Catat paspor dan visa kerja", PLACE),
    Move(S.PERJANJIAN_PENEMPATAN, S.PASPOR_VISA, "Catat paspor dan visa kerja", PLACE),
    Move(S.PASPOR_VISA, S.OPP, "Catat OPP dan E-PMI", PLACE, (REFERENCE,)),
    Move(S.OPP, S.SIAP_BERANGKAT, "Nyatakan siap berangkat", PLACE),
    Move(S.SIAP_BERANGKAT, S.BERANGKAT, "Catat keberangkatan", TRACK),
    Move(S.BERANGKAT, S.DI_LUAR_NEGERI, "Catat sudah tiba dan bekerja", TRACK),
    Move(S.DI_LUAR_NEGERI, S.CUTI, "Catat cuti", TRACK),
    Move(S.CUTI, S.DI_LUAR_NEGERI, "Catat kembali bekerja", TRACK),
    Move(S.DI_LUAR_NEGERI, S.DIPERPANJANG, "Catat perpanjangan kontrak", PLACE),
    Move(S.DIPERPANJANG, S.DI_LUAR_NEGERI, "Lanjut bekerja", PLACE),
    *from_each((S.DI_LUAR_NEGERI, S.CUTI, S.BERANGKAT), S.PULANG, "Catat kepulangan", TRACK),
    Move(S.PULANG, S.PEMBERDAYAAN, "Mulai pemberdayaan", PLACE),
    *from_each((S.PULANG, S.PEMBERDAYAAN), S.SELESAI, "Nyatakan selesai", PLACE),
)
BEFORE_DEPARTURE = (
    S.TERDATA_RT,
    S.PERLU_PERBAIKAN,
    S.VERIFIKASI_KELURAHAN,
    S.TERDAFTAR_DISNAKER,
    S.PEMENUHAN_DOKUMEN,
    S.PERJANJIAN_PENEMPATAN,
    S.PASPOR_VISA,
    S.OPP,
    S.SIAP_BERANGKAT,
)
OWN = (S.TERDATA_RT, S.PERLU_PERBAIKAN)
CHECKED = tuple(s for s in BEFORE_DEPARTURE if s not in OWN)  # the kelurahan knows who it is, and he is still here
AWAY = (S.BERANGKAT, S.DI_LUAR_NEGERI, S.CUTI, S.DIPERPANJANG, S.HILANG_KONTAK)
EXITS = (
    S.BATAL,
    S.GAGAL_BERANGKAT,
    S.DICEGAH,
    S.HILANG_KONTAK,
    S.MENINGGAL,
    S.TIDAK_DIKETAHUI,
    S.PINDAH_DOMISILI,
    S.BUKAN_WARGA_KOTA,
)
UNDER_WAY = tuple(s for s in S if s not in EXITS)
# Nobody is reminded any more of the papers of such a journey (domain.md §9, situation 12).
PAPERS_DONE_WITH = (S.SELESAI, S.BATAL, S.MENINGGAL, S.PULANG, S.PINDAH_DOMISILI, S.BUKAN_WARGA_KOTA)
# After such a journey the same person may set out on a new one; in any other state the old one goes on.
MAY_LEAVE_AGAIN = (S.PULANG, S.PEMBERDAYAAN, S.SELESAI, S.BATAL, S.GAGAL_BERANGKAT, S.DICEGAH)
RETURNED = Move(S.TERDATA_RT, S.PERLU_PERBAIKAN, "Kembalikan", VERIFY, (NOTE,))

STEP_BACK = "Mundurkan satu langkah"

MOVES = (
    *FORWARD,
    RETURNED,
    Move(S.TERDATA_RT, S.BUKAN_WARGA_KOTA, "Nyatakan bukan warga kota", VERIFY, (NOTE,)),
    Move(S.VERIFIKASI_KELURAHAN, S.PERLU_PERBAIKAN, "Kembalikan", PLACE, (NOTE,)),
    # Until the kelurahan has looked at it, who entered it may take it back.
    *from_each(OWN, S.BATAL, "Catat batal", CORRECT, (NOTE,)),
    *from_each(CHECKED, S.BATAL, "Catat batal", TRACK, (NOTE,)),
    *from_each((S.OPP, S.SIAP_BERANGKAT), S.GAGAL_BERANGKAT, "Catat gagal berangkat", TRACK, (NOTE,)),
    *from_each((S.PASPOR_VISA, S.OPP, S.SIAP_BERANGKAT), S.DICEGAH, "Catat dicegah berangkat", PLACE, (NOTE,)),
    # Contact is lost with people who are away, and news of a death may come at any time.
    *from_each(UNDER_WAY, S.HILANG_KONTAK, "Catat hilang kontak", TRACK, (NOTE,)),
    *from_each([s for s in S if s != S.MENINGGAL], S.MENINGGAL, "Catat meninggal dunia", PLACE, (NOTE,)),
    *from_each(UNDER_WAY, S.PINDAH_DOMISILI, "Catat pindah keluar kota", PLACE, (NOTE,)),
    Move(S.HILANG_KONTAK, S.DI_LUAR_NEGERI, "Catat kontak kembali", TRACK, (NOTE,)),
    Move(S.HILANG_KONTAK, S.PULANG, "Catat kepulangan", TRACK),
    # Old spreadsheets do not say where people are; whoever finds out writes it down.
    *(Move(S.TIDAK_DIKETAHUI, s, f"Ternyata: {s.label.lower()}", PLACE) for s in (S.DI_LUAR_NEGERI, S.PULANG, S.BATAL)),
    *from_each(EXITS, S.TERDATA_RT, "Buka kembali", PLACE, (NOTE,)),
    # One step back is Disnaker's, with the reason.
    *(
        Move(move.target, move.source, STEP_BACK, PLACE, (NOTE,))
        for move in FORWARD
        if move.source in BEFORE_DEPARTURE[2:] or (move.source, move.target) == (S.SIAP_BERANGKAT, S.BERANGKAT)
    ),
)

ASIDE = (S.BATAL, S.HILANG_KONTAK, S.MENINGGAL, S.PINDAH_DOMISILI, S.BUKAN_WARGA_KOTA)


def leads_aside(move):
    """True for steps off the usual way. That somebody called it off long ago is only found out."""
    is_found_out = (move.source, move.target) == (S.TIDAK_DIKETAHUI, S.BATAL)
    return move.label == STEP_BACK or (move.target in ASIDE and not is_found_out)
