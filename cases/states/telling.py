"""What may be told of a state: in which sentence to a family, and how much by each door (issue 4 items 6 and 10).

No place, no office that warns the wrong reader, no day of arrival stands in any of these sentences: the reporter may be
the one whom somebody fled from (domain.md §9 row 17). A return is one sentence from its planning to its end, so that
nobody reads off it when to wait at the airport.
"""

from enum import StrEnum
from typing import NamedTuple

from cases.states.case import CaseStatus
from cases.states.case_person import ABROAD, BEFORE_DEED, WITH_FAMILY, CasePersonStatus
from cases.states.coordination import CoordinationStatus

CITY = "Disnaker Kota Pangkalpinang"
WHO_WAS_ASKED = ""  # the city, and the offices whose answer it waits for


class Told(NamedTuple):
    """What is done and who has it; `next` where it is not the date of the family's clock."""

    done: str
    holder: str = WHO_WAS_ASKED
    next: str = ""


CASE = {
    CaseStatus.BARU: "Laporan Anda sudah dibaca. Petugas sedang memeriksa keterangannya.",
    CaseStatus.TRIASE: "Petugas sedang memeriksa keterangan dan menentukan langkah pertama.",
    CaseStatus.DITANGANI: "Laporan Anda sedang ditangani.",
    CaseStatus.DITUNDA: "Penanganan menunggu keterangan tambahan. Kami belum menutupnya.",
    CaseStatus.USUL_TUTUP: "Langkah-langkahnya sudah dijalankan. Kepala Disnaker sedang memeriksa hasilnya.",
    CaseStatus.DITUTUP: "Penanganan sudah selesai.",
}

P = CasePersonStatus
RETURNING = (P.JADWAL_PULANG, P.TIBA_DEBARKASI, P.PENAMPUNGAN, P.PERJALANAN_DAERAH)
# A death, and that somebody does not want to come home, are said by a human being and to the right one.
FACE_TO_FACE = (P.MENINGGAL, P.MENOLAK_PULANG)
PERSON = {
    P.DALAM_PENCARIAN: Told("Kami sedang mencari keberadaannya."),
    P.LOKASI_DIKETAHUI: Told(
        "Keberadaannya sudah diketahui. Demi keselamatannya, tempatnya tidak kami tulis di halaman ini."
    ),
    P.ASESMEN: Told("Keadaan dan kebutuhannya sedang diperiksa."),
    P.PROSES_DOKUMEN: Told("Surat-surat untuk kepulangannya sedang diurus."),
    P.PEMBIAYAAN: Told(
        "Biaya kepulangannya sedang diurus. Jangan membayar kepada siapa pun sebelum bertanya kepada kami."
    ),
    **dict.fromkeys(
        RETURNING,
        Told(
            "Kepulangannya sedang diatur. Demi keselamatannya, tempat dan waktunya tidak kami tulis di halaman ini. "
            "Petugas yang menyampaikannya kepada keluarga."
        ),
    ),
    **dict.fromkeys(
        sorted(WITH_FAMILY),
        Told("Urusan kepulangannya sudah selesai. Kalau masih perlu bantuan, kami tetap bisa dihubungi.", CITY),
    ),
    P.DITUNDA: Told("Langkah berikutnya menunggu keterangan tambahan. Kami belum berhenti membantunya.", CITY),
    P.PINDAH_LOKASI: Told("Ada kabar baru tentang keberadaannya. Kami sedang memastikannya."),
    P.HILANG_KONTAK: Told(
        "Saat ini kami belum bisa menghubunginya, dan kami terus berusaha. Kalau Anda mendengar kabarnya, tulislah "
        "pesan di bawah."
    ),
    **dict.fromkeys(
        FACE_TO_FACE,
        Told("Ada hal yang perlu kami bicarakan langsung dengan Anda.", CITY, "begitu Anda menelepon atau datang"),
    ),
    P.DILIMPAHKAN: Told(
        "Urusannya diteruskan kepada kantor lain yang berwenang. Anda tetap bisa bertanya kepada kami."
    ),
    P.DITUTUP_ADMINISTRATIF: Told(
        "Untuk saat ini langkah kami berhenti di sini. Kalau ada kabar baru, tulislah pesan di bawah, dan kami mulai "
        "lagi.",
        CITY,
    ),
}

C = CoordinationStatus
COORDINATION = {
    **dict.fromkeys(
        (C.KONSEP, C.DIKEMBALIKAN), "Kami sedang menyusun permintaan bantuan kepada {office}."
    ),
    C.DIAJUKAN: "Permintaan bantuan kepada {office} sedang diperiksa Kepala Disnaker.",
    C.DITELAAH: "Permintaan bantuan kepada {office} sudah disetujui dan segera kami kirim.",
    C.DIKIRIM: "Kami sudah meminta bantuan {office} dan menunggu jawabannya.",
    C.DITERIMA: "Permintaan kami sudah diterima {office} dan sedang dikerjakan.",
    C.PERLU_DATA: "Untuk {office} masih ada keterangan yang kurang. Petugas kami akan menanyakannya kepada Anda.",
    C.DITERUSKAN_PUSAT: "Permintaan kami kepada {office} sudah diteruskan ke KP2MI.",
    C.DI_PERWAKILAN: "Permintaan kami kepada {office} sekarang dikerjakan Perwakilan RI di luar negeri.",
    C.DITUTUP: "Permintaan kami kepada {office} sudah ditutup. Kami sendiri tetap mengurus laporan Anda.",
}  # fmt: skip


class Door(StrEnum):
    """By which something is read about a person in a case, outside the city's own offices."""

    FAMILY = "keluarga, dengan kode"
    LINK = "tautan balasan"
    API = "API"
    ACCOUNT = "akun penghubung"
    LETTER = "surat"


# Somebody still has to find or fetch him. Where he lives afterwards, or wants to be left alone, is nobody's to know.
SOUGHT = frozenset({*ABROAD, *BEFORE_DEED, P.DITUNDA, P.PINDAH_LOKASI, P.HILANG_KONTAK, P.MENINGGAL})
PLACE_TOLD = {
    Door.FAMILY: frozenset(),
    Door.LINK: frozenset(),  # what the officer chose to hand over stands in the hand-over, as it was that day
    Door.API: SOUGHT,
    Door.ACCOUNT: SOUGHT,
    Door.LETTER: SOUGHT,  # and only where its writer chose the place
}


def may_tell_place(door, status):
    return status in PLACE_TOLD[door]
