"""How a case may end: what its reason says must be true of the persons in it (domain.md §4, closing reasons)."""

from typing import NamedTuple

from cases.states.case_person import BEFORE_DEED, WITH_FAMILY, CasePersonStatus
from cases.values.casefile import TIME_LIMITS, Outcome
from cases.values.choices import CloseReason

S, R = CasePersonStatus, CloseReason
# Nobody works on it any more, and the state or its note says why.
SETTLED = WITH_FAMILY | {S.MENOLAK_PULANG, S.MENINGGAL, S.DILIMPAHKAN, S.DITUTUP_ADMINISTRATIF}
# His trouble can be over where he is.
FOUND = frozenset({S.LOKASI_DIKETAHUI, S.ASESMEN, S.PROSES_DOKUMEN})
# Nobody knows enough to go on.
UNCLEAR = frozenset({S.DALAM_PENCARIAN, S.LOKASI_DIKETAHUI, S.PINDAH_LOKASI, S.HILANG_KONTAK, S.DITUTUP_ADMINISTRATIF})
# Of these the state does not say how it ended: somebody does.
OUTCOME_ASKED = FOUND | {S.DITUTUP_ADMINISTRATIF}


class Ending(NamedTuple):
    """What a reason says of at least one person, and where all others may be beside him.

    `outcomes` are those that fit the reason; without any nobody is asked how it ended.
    """

    told_of: frozenset
    beside: frozenset = SETTLED
    outcomes: frozenset = frozenset()

    def is_true_of(self, status, outcome):
        return status in self.told_of and (not self._asks(status) or outcome in self.outcomes)

    def leaves_open(self, status, outcome):
        """True of whom the reason has no place for: as long as he is there, the case does not end so."""
        fits = status in self.beside or self.is_true_of(status, outcome) or self.lacks_outcome(status, outcome)
        return not fits

    def lacks_outcome(self, status, outcome):
        return self._asks(status) and not outcome and status in self.told_of | self.beside

    def _asks(self, status):
        return bool(self.outcomes) and status in OUTCOME_ASKED


# These say that the case is not ours or none at all: then nobody in it need have come to an end, but who has arrived
# is still owed the deed.
NO_CASE = Ending(frozenset(S) - frozenset(BEFORE_DEED))
ENDINGS = {
    R.PULANG_SELESAI: Ending(
        WITH_FAMILY | {S.DITUTUP_ADMINISTRATIF}, outcomes=frozenset({Outcome.PULANG, Outcome.PULANG_SENDIRI})
    ),
    R.SELESAI_DI_LN: Ending(
        FOUND | {S.MENOLAK_PULANG, S.DITUTUP_ADMINISTRATIF}, outcomes=frozenset({Outcome.TETAP_DI_LN})
    ),
    R.MENOLAK_PULANG: Ending(frozenset({S.MENOLAK_PULANG}), outcomes=frozenset({Outcome.TETAP_DI_LN})),
    R.MENINGGAL_SELESAI: Ending(frozenset({S.MENINGGAL}), outcomes=frozenset({Outcome.MENINGGAL})),
    **dict.fromkeys(sorted(TIME_LIMITS), Ending(UNCLEAR)),
    **dict.fromkeys((R.DILIMPAHKAN, R.BUKAN_WARGA_KOTA, R.DUPLIKAT, R.LAPORAN_TIDAK_BENAR), NO_CASE),
}
