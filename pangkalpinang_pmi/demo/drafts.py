"""Registrations that offices of the demo city have begun and not sent yet; one of them is soon deleted."""

from datetime import timedelta

from cases.models import RegistrationDraft
from cases.models.registration_draft import KEPT_FOR
from cases.rules.register import registration_draft
from cases.values.choices import DocumentKind
from lib.cleaning import apart
from pangkalpinang_pmi.demo.papers import specimen
from pangkalpinang_pmi.demo.people import key
from pangkalpinang_pmi.demo.places import RT, RW

BEGUN = (
    # office, place, days since the last change, what was typed by page
    (
        "ketua.rt",
        RT,
        12,
        {
            "orang": {"name": ["Bayu Contoh Saputra"], "source": ["KELUARGA"]},
            "rencana": {"stage": ["TERDATA_RT"], "country": ["KH"], "job": ["admin"], "visa": ["WISATA"]},
        },
    ),
    ("ketua.rt", RT, 1, {"orang": {"name": ["Melati Contoh"], "source": ["MANDIRI"], "nik": ["1971 0545 0293"]}}),
    ("kelurahan", f"{RW}.001", 11, {"orang": {"name": ["Rahmat Contoh"], "source": ["KELUARGA"]}}),
)
PHOTOGRAPHED = "Melati Contoh"


def fill(city):
    for number, (office, place, days, pages) in enumerate(BEGUN):
        by = city.officials[office]
        draft = registration_draft.start(key=key("draf", number), territory=city.places[place], by=by)
        for name, typed in pages.items():
            draft = registration_draft.keep_page(draft, name, typed, seen=0, by=by)
        if draft.name == PHOTOGRAPHED:
            upload = apart.clean(specimen("KTP", draft.name))
            registration_draft.add_photo(draft, DocumentKind.KTP, upload, by=by)
        RegistrationDraft.objects.filter(pk=draft.pk).update(
            touched_at=draft.touched_at - timedelta(days=days), expires_on=city.ago(days) + KEPT_FOR
        )
