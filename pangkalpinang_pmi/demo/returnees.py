"""A list of returnees another office sent, with lines in every state, and the deeds of those who are home already."""

from datetime import datetime, time, timedelta

from django.utils import timezone

from cases.forms.letters.bast_batch import BASTBatchForm
from cases.models import Case, Document
from cases.rules.letters import bast_batch
from cases.rules.reminders import duty
from cases.rules.returns import returnee_list, returnee_match
from cases.values.choices import Category, DocumentKind, Source, Urgency
from cases.values.returnee import ReturneeDecision as D
from cases.values.returnee_line import rows_of
from pangkalpinang_pmi.demo.people import key

RETURNING = "pulang-kamboja"
STRANGERS = "Bunga Contoh Jauh; X9000011\nKarta Contoh Jauh, 17-08-1991\nMelur Contoh Jauh\tX9000013"


def fill(city):
    by = city.officials["disnaker"]
    kept = _receive(city, by)
    returnee_match.run(kept.pk, city.today)
    lines = list(kept.lines.all())
    links = Case.objects.get(client_uuid=key("kasus", RETURNING)).persons.order_by("pk")
    _decide(lines[0], D.WARGA_KITA, by, link=links[0])
    _decide(lines[-2], D.BELUM_TERIDENTIFIKASI, by, note="Tidak ada yang mirip. Sudah ditanyakan ke BP3MI.")
    _decide(lines[-1], D.BUKAN_WARGA_KOTA, by, note="Menurut BP3MI warga kabupaten lain.")
    _write_deeds(city, links[2:4], by)
    duty.plan_returns(timezone.now())  # they land tomorrow night


def _receive(city, by):
    """Two who are in a case, two of the register, three whom nobody knows; misspelt, as such lists are."""
    links = Case.objects.get(client_uuid=key("kasus", RETURNING)).persons.order_by("pk")[:2]
    papers = Document.objects.filter(kind=DocumentKind.PASPOR, number_index__isnull=False).order_by("-pk")[:2]
    known = [f"{number}. {_misspelt(link.person.name)}" for number, link in enumerate(links, 1)]
    known += [f"{number}. {_misspelt(p.person.name)} {p.number}" for number, p in enumerate(papers, 3)]
    return returnee_list.receive(
        client_uuid=key("daftar-pulang"),
        sheets=[("", rows_of("\n".join([*known, STRANGERS])))],
        on=city.today,
        by=by,
        reference="B-000/BP3MI-BTN/2026 (contoh)",
        received_on=city.today,
        arrives_at=timezone.make_aware(datetime.combine(city.today + timedelta(days=1), time(21, 40))),
        country="KH",
        category=Category.DEPORTASI,
        urgency=Urgency.P2,
        source=Source.BP3MI,
    )


def _misspelt(name):
    return name.replace("i", "e", 1) if "i" in name else name.replace("a", "e", 1)


def _decide(line, decision, by, **given):
    returnee_list.decide(line, decision, seen=0, key=key("baris-pulang", line.position), by=by, **given)


def _write_deeds(city, links, by):
    """Still drafts: the officer looks at them before the head does."""
    links = list(links.select_related("person", "case"))
    typed = {"client_uuid": key("berita-acara"), "handed_on": f"{city.today:%Y-%m-%d}", "place": "Bandara Depati Amir"}
    typed |= {"condition": "Sehat dan dapat berkomunikasi dengan baik.", "witnesses": "Nama Lurah (contoh), Lurah"}
    form = BASTBatchForm(links, typed | {f"orang-{link.pk}-takes": "on" for link in links})
    if not form.is_valid():
        raise ValueError(form.errors)
    bast_batch.prepare(form.letters(), client_uuid=key("berita-acara"), by=by, arrived_on=city.today)
