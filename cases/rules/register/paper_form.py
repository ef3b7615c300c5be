"""Paper days: pages printed beforehand, each with the key its resident's record will carry, and typed in later."""

from typing import NamedTuple

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from cases.models import PaperForm
from cases.models.paper_form import LENGTH, LETTERS
from cases.rules.offers import talk
from cases.rules.register import registration
from cases.values.choices import NoNikReason, Relation, Scheme, Sex, Source
from lib.advisory_lock import wait_in_line
from lib.typesetting import qr_svg, typeset

TEMPLATE = "cases/register/paper_form.typ"
MOST = 30  # pages at once: set in well under a second
NO_NIK = [reason.label for reason in NoNikReason if reason != NoNikReason.BELUM_DITANYA]
SEXES = [sex.label for sex in Sex]
RELATIONS = [relation.label for relation in Relation if relation not in (Relation.DIRI_SENDIRI, Relation.ANONIM)][:8]
STAGES = ["mau berangkat", "sudah di luar negeri", "sudah pulang"]
SCHEMES = [Scheme.P_TO_P.label, Scheme.G_TO_G.label, Scheme.PERSEORANGAN.label, Scheme.AWAK_KAPAL.label, "belum tahu"]
SOURCES = ["warga itu sendiri", Source.KELUARGA.label, Source.RT.label]


@transaction.atomic
def reserve(territory, count, *, by, batch):
    """Blank forms for one RT. Repeating a batch gives the forms of the first time: printed twice, they are the same."""
    wait_in_line(f"paper:{batch}")
    known = list(PaperForm.objects.filter(batch=batch, printed_by__office=by.office_id).select_related("territory"))
    made = [PaperForm(batch=batch, territory=territory, printed_by=by) for _ in range(count)]
    return known or PaperForm.objects.bulk_create(made)


def as_pdf(forms):
    """All of them in one file, one page each."""
    sheets = [{"written": form.written_code, "qr": qr_svg(address_of(form))} for form in forms]
    return typeset(
        TEMPLATE,
        {
            "place": forms[0].territory.full_name,
            "forms": sheets,
            "no_nik": NO_NIK,
            "sexes": SEXES,
            "relations": RELATIONS,
            "stages": STAGES,
            "schemes": SCHEMES,
            "sources": SOURCES,
        },
    )


def address_of(form):
    """Where a telephone held over the code leads: to the page on which it is typed in, behind the sign-in."""
    return f"{settings.SITE_URL}{reverse('cases:key_paper')}?formulir={form.code}"


def plain_code(text):
    """The code as it is stored, however it was typed; '' for what can be none."""
    code = "".join(character for character in text.upper() if character in LETTERS)
    return code if len(code) == LENGTH else ""


@transaction.atomic
def key_in(paper, *, filled_on, by, written_by="", **entry):
    """Register what stands on a page, once. The day it was written, by whom, and the moment it is typed are kept."""
    paper = PaperForm.objects.select_for_update(of=("self",), no_key=True).get(pk=paper.pk)
    if paper.keyed_at:
        return registration.find_earlier(paper.pk)
    origin = f"Formulir kertas {paper.written_code}" + (f", diisi oleh {written_by}." if written_by else ".")
    noted = {"happened_on": filled_on, "journey": entry["journey"] | {"note": origin}}
    done = registration.register(client_uuid=paper.pk, by=by, **entry | noted)
    # Nobody spoke to the family over a sheet of paper: signs of danger ask for a visit.
    talk.record_entry(done, entry, is_said=False, by=by, on=filled_on)
    paper.filled_on, paper.written_by, paper.keyed_by, paper.keyed_at = filled_on, written_by, by, timezone.now()
    paper.save(update_fields=["filled_on", "written_by", "keyed_by", "keyed_at"])
    return done


class Pile(NamedTuple):
    """The sheets before a clerk: what the last one says about the next, how many are done, which are to come."""

    last: PaperForm | None
    done: int
    to_come: list

    @property
    def place(self):
        return self.last.territory if self.last else None


def pile_of(actor, on):
    """What this clerk has typed today. The next sheet comes from the same day, the same hand and the same printing."""
    today = PaperForm.objects.keyed_on(actor, on)
    last = today.select_related("territory").first()
    if last is None:
        return Pile(None, 0, [])
    open_ones = PaperForm.objects.visible_to(actor).filter(batch=last.batch, keyed_at=None)
    return Pile(last, today.count(), list(open_ones.order_by("printed_at", "code")[:MOST]))
