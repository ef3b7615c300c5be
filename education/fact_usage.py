"""Who says a fact: pages by their tags, and the portal's own templates."""

import re
from collections import defaultdict
from functools import cache
from typing import NamedTuple

from django.conf import settings
from django.urls import reverse

from education.models import ArticlePage, EmergencyPage, HomePage, SectionPage
from education.values import fact_tags

KINDS = (HomePage, SectionPage, ArticlePage, EmergencyPage)
IN_TEMPLATE = re.compile(r"""\{%\s*(?:fact|fact_with_source|office_name) "([-\w]+)"|data\.facts\.at\("([-\w]+)\"""")
# What the editors read for a template that they cannot open.
NAMES = {
    "_footer.html": "Kaki semua halaman warga",
    "_header.html": "Kepala semua halaman warga",
    "cases/email/REPLY_LINK.txt": "E-mail dengan tautan balasan untuk instansi",
    "cases/families/_report_deeds.html": "Laporan keluarga, untuk petugas",
    "cases/register/_talk_script.html": "Kalimat ketua RT untuk keluarga",
    "cases/letters/letter_check.html": "Periksa keaslian surat",
    "cases/public/_offer_result.html": "Hasil cek tawaran",
    "cases/letters/_frame.typ": "Surat kelurahan (kotak meterai)",
    "cases/letters/S02.typ": "Permohonan fasilitasi pelindungan dan pemulangan (S02)",
    "cases/letters/S08.typ": "Berita acara serah terima (S08)",
    "cases/letters/S11.typ": "Surat pengantar ke polisi atau LPSK (S11)",
    "cases/letters/S12.typ": "Surat pernyataan klarifikasi (S12)",
    "cases/letters/S14.typ": "Pemberitahuan kegagalan pelindungan data pribadi (S14)",
    "cases/register/registration_sent.html": "Pesan untuk warga sesudah didata RT",
}


class Use(NamedTuple):
    title: str
    url: str = ""  # where an editor changes it; templates have none


def uses() -> dict[str, list[Use]]:
    """{code: who says it}, among all pages that readers see or editors are writing."""
    found = defaultdict(list)
    for page in (page for kind in KINDS for page in kind.objects.order_by("path")):
        for code in page.fact_codes:
            found[code].append(Use(page.title, reverse("wagtailadmin_pages:edit", args=[page.pk])))
    for code, names in in_templates().items():
        found[code] += [Use(NAMES.get(name, name)) for name in names]
    found[fact_tags.QUICK_EXIT].append(Use("Tombol “Keluar cepat”"))
    return dict(found)


@cache
def in_templates() -> dict[str, list[str]]:
    folder = settings.BASE_DIR / "templates"
    found = defaultdict(list)
    for path in sorted(path for kind in ("html", "txt", "typ") for path in folder.rglob(f"*.{kind}")):
        for code in {first or second for first, second in IN_TEMPLATE.findall(path.read_text())}:
            found[code].append(str(path.relative_to(folder)))
    return dict(found)
