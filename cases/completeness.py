"""How much we know of a person who was entered: a score and what is still missing, never a reason to refuse."""

from typing import NamedTuple

from cases.values.choices import DocumentKind, NoNikReason, Relation, Scheme

IDENTITY_PAPERS = (DocumentKind.KTP, DocumentKind.KK)
# An RT may still add these after the kelurahan has checked who it is; NIK, birth date and the plan are no more his.
MAY_FOLLOW = ("jenis kelamin", "alamat", "nomor HP warga", "keluarga yang bisa dihubungi", "KTP atau KK")


class Completeness(NamedTuple):
    score: int  # percent
    missing: list


def of(person, journey, contacts, documents):
    """Rate an entry by its newest journey (None where there is none) and what hangs on the person."""
    checks = (
        ("NIK", person.nik or person.no_nik_reason not in ("", NoNikReason.BELUM_DITANYA)),
        ("jenis kelamin", person.sex),
        ("tanggal lahir", person.birth_date),
        ("alamat", person.address),
        ("nomor HP warga", any(c.phone and c.relation == Relation.DIRI_SENDIRI for c in contacts)),
        ("keluarga yang bisa dihubungi", any(c.relation != Relation.DIRI_SENDIRI for c in contacts)),
        ("KTP atau KK", any(d.kind in IDENTITY_PAPERS for d in documents)),
        *(_of_journey(journey) if journey else ()),
    )
    missing = [label for label, known in checks if not known]
    return Completeness(round(100 * (len(checks) - len(missing)) / len(checks)), missing)


def _of_journey(journey):
    return (
        ("negara tujuan", journey.country),
        ("pekerjaan", journey.job),
        ("siapa yang menawarkan", journey.offered_by or journey.offerer_kind),
        ("jalur berangkat", journey.scheme != Scheme.TIDAK_DIKETAHUI),
        ("visa", journey.visa),
        ("tanggal berangkat", journey.planned_on or journey.departed_on),
    )
