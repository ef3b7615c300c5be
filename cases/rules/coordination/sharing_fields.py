"""Which data may be handed to an agency, and how each is read from a case: the choice of forms, letters and doors."""

from typing import NamedTuple

from cases.models import CasePerson, Contact, Document
from cases.values.papers import HANDED_AS
from cases.values.sharing import FieldGroup

G = FieldGroup


class Field(NamedTuple):
    group: str
    label: str
    read: object  # called with the case and its persons; yields (whose, value), whose is a person or None for all
    is_masked: bool = False  # on other pages it stands masked: to see it here is written down
    in_letters: bool = True  # a letter carries words, no pictures


def _of_persons(value):
    return lambda case, persons: [(person, value(person)) for person in persons]


def _papers(case, persons):
    rows = Document.objects.filter(person__in=persons).filter(number__isnull=False).select_related("person")
    return [(p.person, f"{p.get_kind_display()} {p.number}") for p in rows if p.number]


def _pictures(field):
    """Which papers the agency can then look at by its account; the pictures themselves travel with no answer."""

    def read(case, persons):
        papers = Document.objects.filter(person__in=persons, kind__in=HANDED_AS[field]).with_file_count()
        papers = papers.filter(file_count__gt=0).select_related("person").order_by("person", "kind", "pk")
        return [(paper.person, paper.get_kind_display()) for paper in papers]

    return read


def _family(case, persons):
    rows = Contact.objects.filter(person__in=persons).select_related("person")
    return [(c.person, f"{c.name or c.get_relation_display()} {c.phone}") for c in rows if c.phone]


FIELDS = {
    "nama": Field(G.IDENTITAS, "Nama", _of_persons(lambda p: p.name)),
    "jenis_kelamin": Field(G.IDENTITAS, "Jenis kelamin", _of_persons(lambda p: p.get_sex_display())),
    "tanggal_lahir": Field(
        G.IDENTITAS, "Tanggal lahir", _of_persons(lambda p: f"{p.birth_date:%d/%m/%Y}" if p.birth_date else "")
    ),
    "nik": Field(G.IDENTITAS, "NIK", _of_persons(lambda p: p.nik or ""), is_masked=True),
    "foto_identitas": Field(
        G.IDENTITAS, "Foto KTP, KK, dan akta lahir, dibuka lewat akun", _pictures("foto_identitas"), in_letters=False
    ),
    "nomor_dokumen": Field(G.DOKUMEN, "Paspor dan dokumen lain, dengan nomornya", _papers, is_masked=True),
    "foto_dokumen": Field(
        G.DOKUMEN, "Foto paspor dan dokumen lain, dibuka lewat akun", _pictures("foto_dokumen"), in_letters=False
    ),
    "negara": Field(G.KRONOLOGI, "Negara", lambda case, persons: [(None, case.country_name)]),
    "tempat": Field(G.KRONOLOGI, "Tempat", lambda case, persons: [(None, case.place)]),
    "kronologi": Field(G.KRONOLOGI, "Kronologi", lambda case, persons: [(None, case.chronology)]),
    "kontak": Field(G.KONTAK_KELUARGA, "Nomor HP warga dan keluarga", _family, is_masked=True),
    "pelapor": Field(
        G.KONTAK_KELUARGA,
        "Pelapor dan nomornya",
        lambda case, persons: [
            (
                None,
                " ".join(filter(None, (case.reporter_name, case.get_reporter_relation_display(), case.reporter_phone))),
            )
        ],
        is_masked=True,
    ),
}
USUAL = ("nama", "negara")  # what every request needs; all else is chosen


def lines_of(case, chosen, *, health=""):
    """[group, label, value] of what was chosen and is known: the page, the link and the API show exactly these."""
    links = CasePerson.objects.filter(case=case).select_related("person")
    persons = [link.person for link in links]
    found = [
        [
            FIELDS[name].group,
            f"{FIELDS[name].label} ({whose.name})" if whose and name != "nama" else FIELDS[name].label,
            value,
        ]
        for name in FIELDS
        if name in chosen
        for whose, value in FIELDS[name].read(case, persons)
        if value
    ]
    return found + ([[G.KESEHATAN, "Keadaan kesehatan", health]] if health else [])


def groups_of(chosen, health=""):
    found = {FIELDS[name].group for name in chosen} | ({G.KESEHATAN} if health else set())
    return [group for group in FieldGroup if group in found]
