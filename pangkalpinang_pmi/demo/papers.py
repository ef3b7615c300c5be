"""Photos of papers in the demo city: drawn here, CONTOH across each of them, and handed in like any other."""

import io

from PIL import Image, ImageDraw, ImageFont

from cases.models import CasePerson, Document, Person
from cases.rules import uploads
from cases.rules.register import registration
from cases.states.coordination import SENT
from cases.values.choices import DocumentKind, DocumentStatus
from lib.cleaning import apart
from pangkalpinang_pmi.demo.people import key

CARD, SHEET = (1000, 630), (1000, 1414)
PAPER, INK, SOFT, MARK = (236, 242, 246), (40, 50, 60), (150, 165, 180), (190, 60, 60)
# Whose paper (the key of the entry), which, by whom it was handed in, whether somebody has checked it, pages.
PAPERS = (
    ("calon-0-0", DocumentKind.KTP, "rt", DocumentStatus.BELUM_DICEK, 1),
    ("calon-0-0", DocumentKind.KK, "rt", DocumentStatus.BELUM_DICEK, 1),
    ("calon-2-0", DocumentKind.KTP, "rt", DocumentStatus.SAH, 1),
    ("calon-2-0", DocumentKind.IZIN_KELUARGA, "kelurahan", DocumentStatus.SAH, 2),
    ("calon-6-0", DocumentKind.SEHAT, "disnaker", DocumentStatus.SAH, 1),
)


def hand_in(city):
    for entry, kind, who, status, pages in PAPERS:
        person = Person.objects.get(client_uuid=key(entry))
        registration.add_document(
            person,
            client_uuid=key(entry, kind),
            by=_official(city, who, person.territory),
            file=apart.clean(specimen(kind.label, person.name, pages)),
            kind=kind,
            status=status,
        )
    _add_passports(city)


def _official(city, who, place):
    officials = city.officials
    return {"rt": officials.head_of, "kelurahan": officials.kelurahan_of}.get(who, lambda _: officials[who])(place)


def _add_passports(city):
    """Of the first who are being looked for: what BP3MI asks for before anything else."""
    sent = CasePerson.objects.filter(case__coordinations__status__in=SENT).order_by("pk")
    passports = Document.objects.filter(kind=DocumentKind.PASPOR, person__in=sent.values("person")).order_by("pk")
    for passport in passports.select_related("person")[:2]:
        upload = apart.clean(specimen("paspor", passport.person.name))
        by = city.officials["disnaker"]
        uploads.store(upload, by=by, client_uuid=key("paspor", passport.person.client_uuid), document=passport)


def specimen(title, name, pages=1):
    """One page is a photo of a card; several are a PDF."""
    if pages == 1:
        return _saved(_drawn(CARD, title, name), "JPEG")
    sheets = [_drawn(SHEET, f"{title}, halaman {page}", name) for page in range(1, pages + 1)]
    return _saved(sheets[0], "PDF", save_all=True, append_images=sheets[1:])


def _drawn(size, title, name):
    image = Image.new("RGB", size, PAPER)
    draw = ImageDraw.Draw(image)
    width, height = size
    draw.rectangle((20, 20, width - 20, height - 20), outline=SOFT, width=4)
    draw.text((60, 55), title.upper(), INK, ImageFont.load_default(44))
    draw.text((60, 150), f"Nama: {name}", INK, ImageFont.load_default(34))
    for row in range(220, height - 90, 60):
        draw.line((60, row, width - 380, row), SOFT, 10)
    draw.ellipse((width - 270, 190, width - 150, 310), SOFT)
    draw.pieslice((width - 330, 320, width - 90, 600), 180, 360, SOFT)
    mark = Image.new("L", size)
    font = ImageFont.load_default(150)
    ImageDraw.Draw(mark).text((width // 2, height // 2), "CONTOH", 110, font, anchor="mm")
    image.paste(MARK, mask=mark.rotate(20))
    return image


def _saved(image, kind, **options):
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()
