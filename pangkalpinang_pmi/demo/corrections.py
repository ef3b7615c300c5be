"""Contacts and papers that were written down wrongly, put right by the neighbourhood and by the kelurahan."""

from accounts.acting import acting_as
from cases.models import Contact, Person
from cases.rules.register import contact, document, registration
from cases.values.choices import DocumentKind, DocumentStatus, Relation
from cases.values.removal import RemovalReason
from pangkalpinang_pmi.demo.people import key
from pangkalpinang_pmi.invented.numbers import make_phone


def fill(city):
    _by_the_rt(city, Person.objects.get(client_uuid=key("calon-1-0")))
    _by_the_kelurahan(city, Person.objects.get(client_uuid=key("calon-2-0")))


def _by_the_rt(city, person):
    """The brother has another number, and the neighbour's was his own affair."""
    head = city.officials.head_of(person.territory)
    with acting_as(head):
        brother = person.contacts.get(relation=Relation.SAUDARA)
        number, safe = make_phone(next(city.serial)), "malam, sesudah jam 7"
        facts = {"relation": brother.relation, "name": brother.name, "safe_note": safe}
        contact.correct(brother, version=brother.version, by=head, phone=number, **facts)
        neighbour = Contact.objects.create(
            person=person, relation=Relation.TETANGGA, phone=make_phone(next(city.serial)), name="Contoh Tetangga"
        )
        contact.remove(neighbour, version=neighbour.version, by=head, reason=RemovalReason.DIMINTA_WARGA)


def _by_the_kelurahan(city, person):
    """The permission letter has another date; the medical paper is that of somebody else."""
    officer = city.officials.kelurahan_of(person.territory)
    with acting_as(officer):
        letter = person.documents.get(kind=DocumentKind.IZIN_KELUARGA)
        facts = {"kind": letter.kind, "status": letter.status, "expires_on": letter.expires_on}
        document.correct(letter, version=letter.version, by=officer, issued_on=city.ago(20), **facts)
        paper = registration.add_document(
            person,
            client_uuid=key("calon-2-0", "salah"),
            by=officer,
            kind=DocumentKind.SEHAT,
            status=DocumentStatus.BELUM_DICEK,
        )
        reason = RemovalReason.MILIK_ORANG_LAIN
        document.remove(paper, version=paper.version, by=officer, reason=reason)
