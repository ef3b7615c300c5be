"""The life of one leg's money: asked for, promised with a document, paid (domain.md §4, PEMBIAYAAN)."""

from django.db.models import TextChoices

from cases.states.case_person import CasePersonStatus
from cases.states.moves import NOTE, REFERENCE, Move, from_each
from cases.values.funding import Leg


class FundingStatus(TextChoices):
    DIUSULKAN = "DIUSULKAN", "Diusulkan"
    DISANGGUPI = "DISANGGUPI", "Disanggupi"
    DIBAYAR = "DIBAYAR", "Dibayar"
    DITOLAK = "DITOLAK", "Ditolak"
    DIBATALKAN = "DIBATALKAN", "Tidak diperlukan lagi"


S = FundingStatus
PLAN = "cases.plan_funding"
MOVES = (
    # A promise without a paper is none: the decree, the letter, the ticket.
    Move(S.DIUSULKAN, S.DISANGGUPI, "Catat disanggupi", PLAN, (REFERENCE,)),
    Move(S.DISANGGUPI, S.DIBAYAR, "Catat dibayar", PLAN, (REFERENCE,)),
    *from_each((S.DIUSULKAN, S.DISANGGUPI), S.DITOLAK, "Catat ditolak", PLAN, (NOTE,)),
    *from_each((S.DIUSULKAN, S.DISANGGUPI), S.DIBATALKAN, "Tidak diperlukan lagi", PLAN, (NOTE,)),
    *from_each((S.DITOLAK, S.DIBATALKAN), S.DIUSULKAN, "Usulkan lagi", PLAN, (NOTE,)),
)
# Whose sum counts: what is or will be paid.
COUNTED = frozenset({S.DIUSULKAN, S.DISANGGUPI, S.DIBAYAR})
# As long as a leg that must be paid first is in one of these, the person does not set out.
UNPROMISED = frozenset({S.DIUSULKAN, S.DITOLAK})
# The step of a person that waits for the money of which legs.
WAITS_FOR = {
    CasePersonStatus.JADWAL_PULANG: frozenset({Leg.KE_JAKARTA, Leg.DENDA_DAN_IZIN}),
    CasePersonStatus.PERJALANAN_DAERAH: frozenset({Leg.KE_PANGKALPINANG}),
}
