"""The life of a letter of Disnaker in a case (domain.md §3.7): number and file come with the head's signature."""

from django.db.models import TextChoices

from cases.states.moves import NOTE, REFERENCE, SPEAKER, Move, from_each


class CaseLetterStatus(TextChoices):
    KONSEP = "KONSEP", "Konsep"
    DIPARAF = "DIPARAF", "Diparaf, menunggu Kadis"
    DITANDATANGANI = "DITANDATANGANI", "Disetujui dan bernomor"
    DIKIRIM = "DIKIRIM", "Dikirim"
    DITERIMA = "DITERIMA", "Diterima"
    DIBALAS = "DIBALAS", "Dibalas"
    DICABUT = "DICABUT", "Dicabut"


S = CaseLetterStatus
DRAFT, SIGN = "cases.draft_letter", "cases.sign_letter"
# The receipt (tanda terima): number and name as the other office wrote them down.
AGENDA = "Isi nomor agenda kantor penerima. Kalau kantor itu tidak memberi nomor, tulis: tanpa nomor."
RECEIVER = "Tulis siapa yang menerima: nama dan jabatannya."
MOVES = (
    Move(S.KONSEP, S.DIPARAF, "Paraf dan ajukan ke Kadis", DRAFT),
    Move(S.DIPARAF, S.KONSEP, "Kembalikan", SIGN, (NOTE,)),
    Move(S.DIPARAF, S.DITANDATANGANI, "Setujui dan beri nomor", SIGN),
    Move(S.DITANDATANGANI, S.DIKIRIM, "Catat terkirim", DRAFT, (NOTE,)),
    # A deed is signed and handed over in one room: nothing is sent.
    Move(S.DITANDATANGANI, S.DITERIMA, "Catat diserahkan langsung", DRAFT, (NOTE,)),
    Move(
        S.DIKIRIM, S.DITERIMA, "Catat tanda terima", DRAFT, (REFERENCE, SPEAKER),
        asks=((REFERENCE, AGENDA), (SPEAKER, RECEIVER)),
    ),
    *from_each((S.DIKIRIM, S.DITERIMA), S.DIBALAS, "Catat balasannya", DRAFT, (REFERENCE,)),
    Move(S.KONSEP, S.DICABUT, "Batalkan konsep", DRAFT, (NOTE,)),
    *from_each((S.DITANDATANGANI, S.DIKIRIM, S.DITERIMA, S.DIBALAS), S.DICABUT, "Cabut surat", SIGN, (NOTE,)),
)  # fmt: skip
# Without a number: what it says may still change.
UNNUMBERED = frozenset({S.KONSEP, S.DIPARAF})
# What the addressee may see: a whitelist, so that a new state is hidden until somebody decides.
SENT = frozenset({S.DIKIRIM, S.DITERIMA, S.DIBALAS})
# In this state the signed sheet is asked for; whoever takes the letter further gives it, or says why it follows.
ASKS_FOR_SHEET = S.DITANDATANGANI
# What the case team may see: approved, numbered, and not taken back.
ISSUED = frozenset({S.DITANDATANGANI, *SENT})
# A deed of hand-over that the family has not signed yet.
TO_SIGN = frozenset({S.DITANDATANGANI, S.DIKIRIM})
# No draft any more: the head has it on her desk, or has signed it.
WRITTEN = frozenset({S.DIPARAF, *ISSUED})
