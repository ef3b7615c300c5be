"""Photos of papers handed in before a registration is sent: kept with the draft, and carried to whoever comes of it."""

from cases.models import Document, StoredFile
from cases.values.choices import ConsentPurpose, DocumentKind

KINDS = (DocumentKind.KTP, DocumentKind.KK, DocumentKind.PASPOR)
NOT_ASKED = (
    "Ada foto dokumen, tetapi izinnya belum ditanyakan. Tanyakan di bagian Minta izin, atau hapus fotonya di bagian "
    "Dokumen yang sudah ada."
)
REFUSED = "Warga ini tidak mengizinkan fotonya disimpan. Begitu dikirim, foto di draf ini dihapus."


def objection(photos, consents):
    """What stands against sending these photos: nobody has asked whether they may be kept. '' where nothing does."""
    return NOT_ASKED if photos and ConsentPurpose.FOTO not in consents else ""


def warning(photos, consents):
    return REFUSED if photos and consents.get(ConsentPurpose.FOTO) is False else ""


def papers_of(draft, entry):
    """The papers of an entry, with one for each photo; without photos where keeping them was refused."""
    if not entry["consents"].get(ConsentPurpose.FOTO):
        return entry["documents"]
    photographed = set(StoredFile.objects.filter(draft=draft).values_list("kind", flat=True))
    missing = photographed - {document["kind"] for document in entry["documents"]}
    return entry["documents"] + [{"kind": kind} for kind in sorted(missing)]


def hand_over(draft, done, consents):
    """Carry the photos to the person, or to the conflict that waits for a decision; refused ones stay behind."""
    if not consents.get(ConsentPurpose.FOTO):
        return
    if done.person:
        return _to_person(draft.files.all(), done.person)
    for file in draft.files.all():
        file.draft, file.conflict = None, done.conflict
        file.save(update_fields=["draft", "conflict"])


def of_conflict_to(person, conflict):
    """Once it is decided whose they are."""
    _to_person(conflict.files.all(), person)


def _to_person(files, person):
    newest = {document.kind: document for document in Document.objects.filter(person=person).order_by("pk")}
    for file in files:
        file.document, file.draft, file.conflict, file.kind = newest[file.kind], None, None, ""
        file.save(update_fields=["document", "draft", "conflict", "kind"])
