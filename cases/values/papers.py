"""Which right opens the picture of which paper (domain.md §8). That a paper is there, all may see who see the list."""

from cases.values.choices import DocumentKind as K
from cases.values.choices import DocumentStatus

FAMILY = (K.STATUS_KAWIN, K.IZIN_KELUARGA)
IDENTITY = (K.KTP, K.KK, K.AKTA_LAHIR)
HEALTH = (K.SEHAT,)
OPENED_BY = {
    "cases.open_family_paper": FAMILY,
    "cases.open_identity_paper": IDENTITY,
    "cases.open_health_paper": HEALTH,
    "cases.open_other_paper": tuple(kind for kind in K if kind not in {*FAMILY, *IDENTITY, *HEALTH}),
}
# As what the pictures are handed to an agency (cases.sharing_fields.FIELDS). Of health it reads words, never the paper.
HANDED_AS = {
    "foto_identitas": IDENTITY,
    "foto_dokumen": tuple(kind for kind in K if kind not in {*IDENTITY, *HEALTH}),
}
# Until somebody has looked at the paper, whoever handed it in may look whether it can be read.
UNCHECKED = (DocumentStatus.BELUM_ADA, DocumentStatus.DIAJUKAN, DocumentStatus.BELUM_DICEK)
