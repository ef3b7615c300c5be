"""Which clocks run while something is in which state, and whose they are (domain.md §3.9, §4).

What a clock means stands here, beside the machines; how long it runs and how it climbs are rows that the head of
Disnaker keeps (DeadlineParameter).
"""

from typing import NamedTuple

from django.db.models import TextChoices

from cases.states.case import OPEN, CaseStatus
from cases.states.case_letter import CaseLetterStatus
from cases.states.case_person import CasePersonStatus
from cases.states.coordination import CoordinationStatus
from cases.states.report import ReportStatus

C, P, K, L = CaseStatus, CasePersonStatus, CoordinationStatus, CaseLetterStatus


class DeadlineCode(TextChoices):
    LAPORAN_DIBACA = "LAPORAN_DIBACA", "Laporan dibaca"
    PESAN_DIJAWAB = "PESAN_DIJAWAB", "Pesan keluarga dijawab"
    KABARI_PELAPOR = "KABARI_PELAPOR", "Konfirmasi kepada pelapor"
    TRIASE = "TRIASE", "Triase"
    TELEPON = "TELEPON", "Telepon BP3MI atau Perwakilan RI"
    SURAT = "SURAT", "Surat permintaan terkirim"
    KABAR_KELUARGA = "KABAR_KELUARGA", "Kabar untuk keluarga"
    KONSEP = "KONSEP", "Konsep diajukan"
    PERSETUJUAN = "PERSETUJUAN", "Persetujuan Kepala Disnaker"
    PERBAIKAN = "PERBAIKAN", "Konsep diperbaiki"
    PENGIRIMAN = "PENGIRIMAN", "Surat yang disetujui dikirim"
    TANDA_TERIMA = "TANDA_TERIMA", "Pernyataan diterima"
    TINDAK_LANJUT = "TINDAK_LANJUT", "Tindak lanjut instansi"
    KELENGKAPAN = "KELENGKAPAN", "Keluarga melengkapi data"
    KABAR_PUSAT = "KABAR_PUSAT", "Kabar dari KP2MI"
    KABAR_PERWAKILAN = "KABAR_PERWAKILAN", "Kabar dari Perwakilan RI"
    KABAR_ORANG = "KABAR_ORANG", "Kabar perkembangan di luar negeri"
    PEMBIAYAAN = "PEMBIAYAAN", "Penetapan pembiayaan"
    PENAMPUNGAN = "PENAMPUNGAN", "Tanya kabar di penampungan"
    PERJALANAN = "PERJALANAN", "Tiba di Pangkalpinang"
    KUNJUNGAN_1 = "KUNJUNGAN_1", "Kunjungan pertama setelah pulang"
    KUNJUNGAN_2 = "KUNJUNGAN_2", "Kunjungan kedua setelah pulang"
    KUNJUNGAN_3 = "KUNJUNGAN_3", "Kunjungan ketiga setelah pulang"
    KUNJUNGAN_4 = "KUNJUNGAN_4", "Kunjungan keempat setelah pulang"
    KUNJUNGAN_5 = "KUNJUNGAN_5", "Kunjungan kelima setelah pulang"
    LEMBAR_SURAT = "LEMBAR_SURAT", "Lembar surat bertanda tangan diunggah"
    TERIMA_SURAT = "TERIMA_SURAT", "Tanda terima surat"


class Holder(TextChoices):
    """Whose clock it is: without this the city looks slow for waiting on an embassy."""

    KOTA = "KOTA", "kota"
    INSTANSI = "INSTANSI", "BP3MI dan instansi"
    LUAR_NEGERI = "LUAR_NEGERI", "luar negeri"
    KELUARGA = "KELUARGA", "keluarga"


class Subject(TextChoices):
    CASE = "CASE", "kasus"
    COORDINATION = "COORDINATION", "koordinasi"
    PERSON = "PERSON", "orang"
    LETTER = "LETTER", "surat"
    REPORT = "REPORT", "laporan"


class Clock(NamedTuple):
    """Runs in these states, stands still in those, and any other state ends it.

    `by_hand`: no state says that it is done, so somebody does; with `repeats` it then begins again. `restarts`: each of
    its states is news, and the waiting begins anew. `once`: not again when a closed case is opened again. `ends_with`
    are states of any coordination of the case. `outlives_case`: who came home is visited for a year, whatever became of
    the file (domain.md §3.9); of all others the end of the case is the end.
    """

    subject: str
    holder: str
    runs_in: frozenset
    pauses_in: frozenset = frozenset()
    by_hand: bool = False
    repeats: bool = False
    restarts: bool = False
    once: bool = False
    ends_with: frozenset = frozenset()
    outlives_case: bool = False


def _case(runs_in, **more):
    return Clock(Subject.CASE, Holder.KOTA, frozenset(runs_in), **more)


def _report(runs_in):
    """Nothing makes it stand still: a family that waits does not know that the office does, too."""
    return Clock(Subject.REPORT, Holder.KOTA, frozenset(runs_in))


def _coordination(holder, state, *pauses_in):
    return Clock(Subject.COORDINATION, holder, frozenset({state}), frozenset(pauses_in))


def _person(holder, *runs_in, **more):
    return Clock(Subject.PERSON, holder, frozenset(runs_in), frozenset({P.DITUNDA}), **more)


def _visit():
    """A year long, also when all else for the person is done."""
    return _person(Holder.KOTA, P.SERAH_TERIMA, P.REINTEGRASI, P.SELESAI, by_hand=True, outlives_case=True)


def _letter(*runs_in):
    """Ours to run after: the sheet that is signed on paper, and the receipt of whoever got the letter."""
    return Clock(Subject.LETTER, Holder.KOTA, frozenset(runs_in))


D, H = DeadlineCode, Holder
VISITS = (D.KUNJUNGAN_1, D.KUNJUNGAN_2, D.KUNJUNGAN_3, D.KUNJUNGAN_4, D.KUNJUNGAN_5)
CLOCKS = {
    # Read is what went somewhere: a page that somebody opened and closed again helps nobody.
    D.LAPORAN_DIBACA: _report({ReportStatus.BARU}),
    # Begun by a message, ended by an answer, whatever became of the report meanwhile.
    D.PESAN_DIJAWAB: _report(ReportStatus),
    D.KABARI_PELAPOR: _case(OPEN, by_hand=True),
    D.TRIASE: _case({C.BARU, C.TRIASE}),
    D.TELEPON: _case({C.BARU, C.TRIASE, C.DITANGANI}, by_hand=True, once=True),
    D.SURAT: _case(
        {C.BARU, C.TRIASE, C.DITANGANI}, pauses_in=frozenset({C.DITUNDA}), ends_with=frozenset({K.DIKIRIM}), once=True
    ),
    D.KABAR_KELUARGA: _case(OPEN, by_hand=True, repeats=True),
    D.KONSEP: _coordination(H.KOTA, K.KONSEP),
    D.PERSETUJUAN: _coordination(H.KOTA, K.DIAJUKAN),
    D.PERBAIKAN: _coordination(H.KOTA, K.DIKEMBALIKAN),
    D.PENGIRIMAN: _coordination(H.KOTA, K.DITELAAH),
    D.TANDA_TERIMA: _coordination(H.INSTANSI, K.DIKIRIM),
    D.TINDAK_LANJUT: _coordination(H.INSTANSI, K.DITERIMA, K.PERLU_DATA),
    D.KELENGKAPAN: _coordination(H.KELUARGA, K.PERLU_DATA),
    D.KABAR_PUSAT: _coordination(H.INSTANSI, K.DITERUSKAN_PUSAT, K.PERLU_DATA),
    D.KABAR_PERWAKILAN: _coordination(H.LUAR_NEGERI, K.DI_PERWAKILAN),
    D.KABAR_ORANG: _person(H.LUAR_NEGERI, P.LOKASI_DIKETAHUI, P.ASESMEN, P.PROSES_DOKUMEN, restarts=True),
    D.PEMBIAYAAN: _person(H.KOTA, P.PEMBIAYAAN),
    D.PENAMPUNGAN: _person(H.INSTANSI, P.PENAMPUNGAN, by_hand=True, repeats=True),
    D.PERJALANAN: _person(H.KOTA, P.PERJALANAN_DAERAH),
    **dict.fromkeys(VISITS, _visit()),
    D.LEMBAR_SURAT: _letter(L.DITANDATANGANI, L.DIKIRIM, L.DITERIMA, L.DIBALAS),  # until a scan is kept
    D.TERIMA_SURAT: _letter(L.DIKIRIM),
}
BY_SUBJECT = {kind: tuple(code for code in D if CLOCKS[code].subject == kind) for kind in Subject}
BY_HAND = frozenset(code for code in D if CLOCKS[code].by_hand)
OF_REPORT = BY_SUBJECT[Subject.REPORT]
# Whom the family hears from: what "families to ring" is made of.
FAMILY = frozenset({D.KABARI_PELAPOR, D.KABAR_KELUARGA})
# Whoever is waited for outside the city hall.
OTHERS = frozenset({H.INSTANSI, H.LUAR_NEGERI})
