"""A registration in the making: begun, kept page by page, sent or thrown away. It belongs to the office."""

from uuid import uuid4, uuid5

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from cases.models import RegistrationDraft, StoredFile
from cases.models.registration_draft import KEPT_FOR
from cases.rules import uploads
from cases.rules.offers import talk
from cases.rules.register import draft_photo, registration
from lib.clock import today

LONGEST = 2_000  # of one answer; nobody types more, and a pasted book is not kept
CHANGED = "changed"
CHANGED_ELSEWHERE = "Halaman ini baru saja diubah di HP lain. Pilih dulu isian mana yang benar."
CHECK_AGAIN = "Isian ini baru saja diubah di HP lain. Periksa sekali lagi, lalu kirim."
GONE = "Draf ini sudah dikirim atau dihapus."


@transaction.atomic
def start(*, key, territory, by):
    """Begin a draft for somebody living there. Repeating a key returns the office's first draft of that key."""
    on = today()
    if registration.find_earlier(key) or RegistrationDraft.objects.filter(pk=key).exclude(office=by.office_id).exists():
        key = uuid4()  # an old page sent again: what it began is finished
    draft, _ = RegistrationDraft.objects.get_or_create(
        pk=key,
        office_id=by.office_id,
        defaults={
            "territory": territory,
            "changed_by": by,
            "touched_at": timezone.now(),
            "expires_on": on + KEPT_FOR,
        },
    )
    return draft


@transaction.atomic
def keep_page(draft, name, typed, *, seen, by, territory=None):
    """Keep what was typed on a page; returns the draft as it stands now.

    `typed` maps field names to lists of text, `seen` is the version of the page that was shown. The same text twice
    changes nothing. Raises ValidationError where another phone has written something else meanwhile.
    """
    draft = _locked(draft)
    typed = {field: [value[:LONGEST] for value in values] for field, values in typed.items() if any(values)}
    page = draft.page(name)
    if page.typed == typed and territory in (None, draft.territory):
        return draft
    if page.version != seen:
        raise ValidationError(CHANGED_ELSEWHERE, code=CHANGED)
    draft.territory = territory or draft.territory
    draft.write_page(name, typed)
    return _touch(draft, by)


@transaction.atomic
def fill(draft, pages, *, by):
    """What is known beforehand ({page: typed}), on pages where nobody has written yet."""
    for name, typed in pages.items():
        if any(map(any, typed.values())) and not draft.page(name).version:
            draft = keep_page(draft, name, typed, seen=0, by=by)
    return draft


@transaction.atomic
def add_photo(draft, kind, upload, *, by):
    """Keep an accepted upload with the draft. The same photo of the same paper twice is one."""
    draft = _locked(draft)
    key = uuid5(draft.pk, f"{kind} {upload.sha256}")
    if StoredFile.objects.filter(client_uuid=key).exists():
        return
    uploads.store(upload, by=by, client_uuid=key, draft=draft, kind=kind)
    draft.version += 1  # who is checking it elsewhere checks once more; the texts of the pages stay what they are
    _touch(draft, by)


@transaction.atomic
def remove_photo(draft, pk, *, by):
    """Take one back; nothing happens where it is gone already."""
    draft = _locked(draft)
    file = StoredFile.objects.filter(draft=draft, pk=pk).first()
    if file:
        uploads.remove(file)
        draft.version += 1
        _touch(draft, by)


@transaction.atomic
def send(draft, *, seen, by, is_talk_said=False, **entry):
    """Register what the draft holds, once, and throw the draft away. `seen` is the version that was checked.

    Whether the family was spoken to about the signs of the offer is kept, also where the NIK is taken.
    """
    earlier = registration.find_earlier(draft.pk)
    if earlier:
        return earlier
    if _locked(draft).version != seen:
        raise ValidationError(CHECK_AGAIN, code=CHANGED)
    entry["documents"] = draft_photo.papers_of(draft, entry)
    done = registration.enter(client_uuid=draft.pk, by=by, **entry)
    draft_photo.hand_over(draft, done, entry["consents"])
    talk.record_entry(done, entry, is_said=is_talk_said, by=by, on=entry["happened_on"])
    discard(draft)
    return done


@transaction.atomic
def discard(draft):
    for file in draft.files.all():
        uploads.remove(file)
    RegistrationDraft.objects.filter(pk=draft.pk).delete()


def _touch(draft, by):
    draft.changed_by, draft.touched_at, draft.expires_on = by, timezone.now(), today() + KEPT_FOR
    draft.save()
    return draft


def _locked(draft):
    locked = RegistrationDraft.objects.select_for_update(of=("self",)).with_place()
    found = locked.filter(pk=draft.pk).first()
    if found is None:
        raise ValidationError(GONE, code="gone")
    return found
