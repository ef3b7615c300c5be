"""The life of a family's report at the desk: it waits, and then it is part of a case or settled."""

from django.db.models import TextChoices

from cases.states.moves import NOTE, REASON, Move, from_each


class ReportStatus(TextChoices):
    BARU = "BARU", "Baru"
    DITAUTKAN = "DITAUTKAN", "Ditautkan ke kasus"
    JADI_KASUS = "JADI_KASUS", "Menjadi kasus"
    SELESAI = "SELESAI", "Selesai"


S = ReportStatus
TRIAGE = "cases.triage_report"
MOVES = (
    Move(S.BARU, S.JADI_KASUS, "Buka kasus", TRIAGE),
    Move(S.BARU, S.DITAUTKAN, "Tautkan ke kasus", TRIAGE),
    Move(S.BARU, S.SELESAI, "Selesaikan tanpa kasus", TRIAGE, (NOTE, REASON)),
    # A wrong link would tell a stranger how somebody else's case goes.
    *from_each((S.DITAUTKAN, S.JADI_KASUS), S.BARU, "Lepaskan dari kasus", TRIAGE, (NOTE,)),
    Move(S.SELESAI, S.BARU, "Buka lagi", TRIAGE, (NOTE,)),
)
