"""The life of a request about one's own data: it is answered, refused with a ground, or taken back."""

from django.db.models import TextChoices

from cases.states.moves import NOTE, Move


class DataRequestStatus(TextChoices):
    BARU = "BARU", "Belum dijawab"
    DIPENUHI = "DIPENUHI", "Dipenuhi"
    DITOLAK = "DITOLAK", "Ditolak dengan alasan"
    DIBATALKAN = "DIBATALKAN", "Dibatalkan pemohon"


S = DataRequestStatus
ANSWER = "cases.answer_data_request"
MOVES = (
    Move(S.BARU, S.DIPENUHI, "Penuhi", ANSWER, (NOTE,)),
    Move(S.BARU, S.DITOLAK, "Tolak dengan alasan", ANSWER, (NOTE,)),
    Move(S.BARU, S.DIBATALKAN, "Dibatalkan pemohon", ANSWER, (NOTE,)),
    Move(S.DITOLAK, S.BARU, "Tinjau lagi", ANSWER, (NOTE,)),
)
