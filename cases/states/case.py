"""The life of a case in the city's own hands (settled: Workflows)."""

from django.db.models import TextChoices

from cases.states.moves import NOTE, REASON, Move, back_to_each


class CaseStatus(TextChoices):
    BARU = "BARU", "Baru"
    TRIASE = "TRIASE", "Triase"
    DITANGANI = "DITANGANI", "Ditangani"
    DITUNDA = "DITUNDA", "Ditunda"
    USUL_TUTUP = "USUL_TUTUP", "Diusulkan tutup"
    DITUTUP = "DITUTUP", "Ditutup"


S = CaseStatus
MOVE, CLOSE = "cases.move_case", "cases.close_case"
MOVES = (
    Move(S.BARU, S.TRIASE, "Mulai triase", MOVE),
    Move(S.TRIASE, S.DITANGANI, "Tangani", MOVE),
    Move(S.DITANGANI, S.DITUNDA, "Tunda", MOVE, (NOTE,)),
    *back_to_each(S.DITUNDA, (S.DITANGANI,), "Lanjutkan", MOVE),
    Move(S.DITANGANI, S.USUL_TUTUP, "Usulkan tutup", MOVE, (NOTE, REASON)),
    Move(S.USUL_TUTUP, S.DITANGANI, "Kembalikan", CLOSE, (NOTE,)),
    Move(S.USUL_TUTUP, S.DITUTUP, "Setujui tutup", CLOSE, (REASON,)),
    # Closed is not solved: a person who refused to come home may change his mind.
    Move(S.DITUTUP, S.DITANGANI, "Buka kembali", MOVE, (NOTE,)),
)
OPEN = frozenset(S) - {S.DITUTUP}
