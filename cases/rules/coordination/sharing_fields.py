"""Which data may be handed to an agency, and how each is read from a case: the choice of forms, letters and doors."""

from typing import NamedTuple

from cases.models import CasePerson, Contact, Document
from cases.values.papers import HANDED_AS
from cases.values.sharing import FieldGroup

G = FieldGroup


class Field(NamedTuple):
    group: str
    label: str
    read: object  # of persons: called with them all, yields (whose, value); of a case: called with it, yields a value
    is_of_case: bool = False
    is_masked: bool = False  # on other pages it stands masked: to see it here is written down
    in_letters: bool = True  # a letter carries words, no pictures


def _of_persons(value):
    return lambda persons: [(person, value(person)) for person in persons]


def _papers(persons):
    rows = Document.objects.filter(person__in=persons).filter(number__isnull=False).select_related("person")
    return [(p.person, f"{p.get_kind_display()} {p.number}") for p in rows if p.number]


def _pictures(field):
    """Which papers the agency can then look at by its account; the pictures themselves travel with no answer."""

    def read(persons):
        papers = Document.objects.filter(person__in=persons, kind__in=HANDED_AS[field]).with_file_count()
        papers = papers.filter(file_count__gt=0).select_related("person").order_by("person", "kind", "pk")
        return [(paper.person, paper.get_kind_display()) for paper in papers]

    return read


def _family(persons):
    rows = Contact.objects.filter(person__in=persons).select_related("person")
    return [(c.person, f"{c.name or c.get_relation_display()} {c.phone}") for c in rows if c.phone]


def _reporter(case):
    return " ".join(filter(None, (case.reporter_name, case.get_reporter_relation_display(), case.reporter_phone)))


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
    "negara": Field(G.KRONOLOGI, "Negara", lambda case: case.country_name, is_of_case=True),
    "tempat": Field(G.KRONOLOGI, "Tempat", lambda case: case.place, is_of_case=True),
    "kronologi": Field(G.KRONOLOGI, "Kronologi", lambda case: case.chronology, is_of_case=True),
    "kontak": Field(G.KONTAK_KELUARGA, "Nomor HP warga dan keluarga", _family, is_masked=True),
    "pelapor": Field(G.KONTAK_KELUARGA, "Pelapor dan nomornya", _reporter, is_of_case=True, is_masked=True),
}
USUAL = ("nama", "negara")  # what every request needs; all else is chosen


def read_all(cases, chosen):
    """{case: {field: lines}} of what was chosen and is known, a line being [group, label, value]: the page, the link
    and the API show exactly these. However many cases they are, each field is asked for once.
    """
    links = list(CasePerson.objects.filter(case__in=cases).select_related("person"))
    persons, at_home = list({link.person_id: link.person for link in links}.values()), {}
    for link in links:
        at_home.setdefault(link.person_id, []).append(link.case_id)
    found = {case.pk: {} for case in cases}
    for name, field in FIELDS.items():
        if name not in chosen:
            continue
        if field.is_of_case:
            rows = [([case.pk], field.label, field.read(case)) for case in cases]
        else:
            rows = [(at_home[whose.pk], _label(name, whose), value) for whose, value in field.read(persons)]
        for case, label, value in ((case, label, value) for keys, label, value in rows for case in keys if value):
            found[case].setdefault(name, []).append([field.group, label, value])
    return found


def values_of(field, source, persons):
    """(whose, value) of one source, a case or a group; whose is None where it is about all."""
    return [(None, field.read(source))] if field.is_of_case else field.read(persons)


def _label(name, whose):
    return FIELDS[name].label if name == "nama" else f"{FIELDS[name].label} ({whose.name})"


def lines_of(case, chosen, *, health=""):
    """All lines of one case, in the order of the page."""
    return in_order(read_all([case], chosen)[case.pk], health)


def in_order(read, health=""):
    return [line for lines in read.values() for line in lines] + (
        [[G.KESEHATAN, "Keadaan kesehatan", health]] if health else []
    )


def groups_of(chosen, health=""):
    found = {FIELDS[name].group for name in chosen} | ({G.KESEHATAN} if health else set())
    return [group for group in FieldGroup if group in found]
