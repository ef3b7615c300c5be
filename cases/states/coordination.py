"""The life of what we asked of one agency about one case (domain.md §4; settled: Workflows).

It ends with the mission abroad: from there on each person moves alone (case_person.py).
"""

from django.db.models import TextChoices

from cases.states.moves import NOTE, REASON, REFERENCE, Move, back_to_each, from_each


class CoordinationStatus(TextChoices):
    KONSEP = "KONSEP", "Konsep"
    DIAJUKAN = "DIAJUKAN", "Diajukan ke Kadis"
    DIKEMBALIKAN = "DIKEMBALIKAN", "Dikembalikan"
    DITELAAH = "DITELAAH", "Disetujui kirim"
    DIKIRIM = "DIKIRIM", "Terkirim"
    DITERIMA = "DITERIMA", "Diterima"
    PERLU_DATA = "PERLU_DATA", "Perlu kelengkapan"
    DITERUSKAN_PUSAT = "DITERUSKAN_PUSAT", "Diteruskan ke KP2MI"
    DI_PERWAKILAN = "DI_PERWAKILAN", "Ditangani Perwakilan RI"
    DITUTUP = "DITUTUP", "Ditutup"


S = CoordinationStatus
DRAFT, APPROVE, ANSWER = "cases.draft_coordination", "cases.approve_coordination", "cases.answer_coordination"
# What each must have stands in its `needs`; what only some must, in `Coordination.refuses`.
HOW_ASKED = ((NOTE, "Tanpa surat untuk instansi ini? Tulis lewat apa permintaannya disampaikan, dan kepada siapa."),)
MOVES = (
    Move(S.KONSEP, S.DIAJUKAN, "Ajukan ke Kadis", DRAFT),
    Move(S.DIAJUKAN, S.DIKEMBALIKAN, "Kembalikan", APPROVE, (NOTE,)),
    Move(S.DIKEMBALIKAN, S.DIAJUKAN, "Ajukan lagi", DRAFT),
    Move(S.DIAJUKAN, S.DITELAAH, "Setujui kirim", APPROVE, asks=HOW_ASKED),
    Move(S.DITELAAH, S.DIKIRIM, "Catat terkirim", DRAFT, (REFERENCE,), asks=HOW_ASKED),
    # From here on the reference is the agency's own number, where it gives one (SISKOP2MI, brafaks).
    Move(S.DIKIRIM, S.DITERIMA, "Nyatakan diterima", ANSWER, offers=(REFERENCE,)),
    Move(
        S.DITERIMA,
        S.DITERUSKAN_PUSAT,
        "Catat diteruskan ke KP2MI",
        ANSWER,
        (REFERENCE,),
        asks=((REFERENCE, "Isi nomor di KP2MI, atau nomor surat penerusannya."),),
    ),
    Move(
        S.DITERUSKAN_PUSAT,
        S.DI_PERWAKILAN,
        "Catat ditangani Perwakilan RI",
        ANSWER,
        (REFERENCE, NOTE),
        asks=((REFERENCE, "Isi nomor brafaks atau nomor di Perwakilan RI."), (NOTE, "Tulis Perwakilan RI yang mana.")),
    ),
    *from_each((S.DITERIMA, S.DITERUSKAN_PUSAT), S.PERLU_DATA, "Minta kelengkapan", ANSWER, (NOTE,)),
    *back_to_each(S.PERLU_DATA, (S.DITERIMA, S.DITERUSKAN_PUSAT), "Nyatakan lengkap", ANSWER),
    *from_each(
        (
            S.KONSEP,
            S.DIKEMBALIKAN,
            S.DITELAAH,
            S.DIKIRIM,
            S.DITERIMA,
            S.PERLU_DATA,
            S.DITERUSKAN_PUSAT,
            S.DI_PERWAKILAN,
        ),
        S.DITUTUP,
        "Tutup koordinasi",
        DRAFT,
        (REASON, NOTE),
    ),
    Move(S.DITUTUP, S.KONSEP, "Buka kembali", DRAFT, (NOTE,)),
)
# Still ours to write: the officer may change what is asked.
UNDER_DRAFT = frozenset({S.KONSEP, S.DIKEMBALIKAN})
# What the counterpart may see: a whitelist, so that a new state is hidden until somebody decides.
SENT = frozenset({S.DIKIRIM, S.DITERIMA, S.PERLU_DATA, S.DITERUSKAN_PUSAT, S.DI_PERWAKILAN})
ANSWERED = SENT - {S.DIKIRIM}
# Whose clock runs: the agency's, from sending until it has handed on; never ours, never the family's.
WAITING_FOR_AGENCY = frozenset({S.DIKIRIM, S.DITERIMA, S.DITERUSKAN_PUSAT, S.DI_PERWAKILAN})
# Whose turn it is while the agency's clock stands still; "" is the agency itself.
HOLDER = {
    S.KONSEP: "Petugas Disnaker",
    S.DIAJUKAN: "Kepala Disnaker",
    S.DIKEMBALIKAN: "Petugas Disnaker",
    S.DITELAAH: "Petugas Disnaker",
    S.PERLU_DATA: "Keluarga, lewat Disnaker",
    S.DITERUSKAN_PUSAT: "KP2MI",
    S.DI_PERWAKILAN: "Perwakilan RI",
}
