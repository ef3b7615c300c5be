"""What may leave for an agency, and on what basis (UU 27/2022 art. 20)."""

from django.db.models import TextChoices


class FieldGroup(TextChoices):
    """What may be handed to an agency, in the groups that a legal basis is asked for (domain.md §8)."""

    IDENTITAS = "IDENTITAS", "identitas"
    DOKUMEN = "DOKUMEN", "dokumen"
    KRONOLOGI = "KRONOLOGI", "tempat dan kronologi"
    KONTAK_KELUARGA = "KONTAK_KELUARGA", "kontak keluarga"
    KESEHATAN = "KESEHATAN", "kesehatan"


class LegalBasis(TextChoices):
    """On what a hand-over of data rests (UU 27/2022 art. 20)."""

    TUGAS_PUBLIK = "TUGAS_PUBLIK", "tugas pelayanan publik"
    KEPENTINGAN_VITAL = "KEPENTINGAN_VITAL", "keselamatan jiwa (kepentingan vital)"
    PERSETUJUAN = "PERSETUJUAN", "persetujuan warga atau keluarga"


# Data that the public task alone does not open: the person agrees, or a life is at stake.
SENSITIVE_GROUPS = frozenset({FieldGroup.KONTAK_KELUARGA, FieldGroup.KESEHATAN})
