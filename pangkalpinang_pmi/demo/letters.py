"""Letters of Disnaker in the demo city: one received, one on the head's desk, one still a draft, one that came in; who
lands and who pays.
"""

from datetime import datetime, time, timedelta

from django.utils import timezone

from cases.models import Case
from cases.rules import workflow
from cases.rules.casework import funding
from cases.rules.letters import case_letter, incoming_letter, letter
from cases.rules.letters.case_letter_content import Written
from cases.rules.returns import arrival
from cases.states.case_letter import CaseLetterStatus as S
from cases.states.case_person import CasePersonStatus
from cases.states.funding import FundingStatus
from cases.values.arrival import ArrivalPlace, PickUp
from cases.values.case_letter import SPECS, CaseLetterKind
from cases.values.choices import Source
from cases.values.funding import Leg, Payer
from cases.values.incoming_letter import IncomingKind
from lib.cleaning import apart
from pangkalpinang_pmi.demo import papers
from pangkalpinang_pmi.demo.people import key

HELD, IGNORED, RETURNING = "masih-ditahan", "gaji", "pulang-kamboja"
ASKED = ["Menelusuri keberadaan dan keadaan warga tersebut.", "Memfasilitasi pemulangannya ke Pangkalpinang."]
PUBLIC_TASK = {"IDENTITAS": "TUGAS_PUBLIK", "DOKUMEN": "TUGAS_PUBLIK", "KRONOLOGI": "TUGAS_PUBLIK"}


def fill(city):
    """After the city got its past: these are of today, as their numbers and files say."""
    officer, head = city.officials["disnaker"], city.officials["kadis"]
    own = letter.letterhead_of(officer.territory)
    own.address, own.phone = "Jl. Contoh No. 2, Pangkalpinang", "(0717) 000001"
    own.signer_name, own.signer_nip = "Nama Kepala Dinas (contoh)", "19700102 000000 0 000"
    own.save()
    sent = _write(city, HELD, CaseLetterKind.S02, {"asked": ASKED}, agency=city.agency)
    for target, by in ((S.DIPARAF, officer), (S.DITANDATANGANI, head)):
        sent = step(city, sent, target, by)
    sheet = apart.clean(papers.specimen("lembar surat bertanda tangan", "Kepala Dinas"))
    sent = step(city, sent, S.DIKIRIM, officer, note="Lewat e-mail dinas.", sheet=sheet)
    taken = {"reference": "AG-000/BP3MI (contoh)", "said_by": "Petugas tata usaha (contoh)"}
    step(city, sent, S.DITERIMA, officer, **taken)
    _come_in(city, officer)
    reminder = _write(city, IGNORED, CaseLetterKind.S03, {"asked": ASKED[:1], "about": None}, agency=city.agency)
    step(city, reminder, S.DIPARAF, officer)
    task = {
        "officers": ["Nama Petugas (contoh), Pengantar Kerja"],
        "task": "Menjemput dan mendampingi warga sampai diserahkan kepada keluarganya",
        "at": "Bandar Udara Depati Amir, Pangkalpinang",
        "starts_on": f"{city.today:%d/%m/%Y}",
        "ends_on": f"{city.today + timedelta(days=1):%d/%m/%Y}",
    }
    _write(city, RETURNING, CaseLetterKind.S06, task)
    _expect(city, officer)
    _pay(city, officer)


def _come_in(city, officer):
    """A letter that nobody asked for, in the agenda under its own number."""
    incoming_letter.receive(
        client_uuid=key("surat-masuk", HELD),
        by=officer,
        kind=IncomingKind.LAIN,
        number="B-000/RAKOR (contoh)",
        dated_on=city.today - timedelta(days=2),
        received_on=city.today,
        agency=city.agency,
        subject="Undangan rapat koordinasi pelindungan pekerja migran",
    )


def _pay(city, officer):
    """The state brings them to Jakarta; who pays the last leg is still open."""
    case = Case.objects.get(client_uuid=key("kasus", RETURNING))
    legs = ((Leg.KE_JAKARTA, Payer.APBN_KEMLU, 36_000_000), (Leg.KE_PANGKALPINANG, Payer.APBD_KOTA, 16_000_000))
    for leg, payer, amount in legs:
        client_uuid = key("biaya", RETURNING, leg)
        row = funding.propose(case, client_uuid=client_uuid, by=officer, leg=leg, payer=payer, amount=amount)
        if payer == Payer.APBN_KEMLU:
            promised = {"happened_on": city.today, "source": Source.PERWAKILAN, "reference": "Brafaks 000 (contoh)"}
            promised["said_by"] = "Pelaksana fungsi konsuler, lewat brafaks"
            workflow.move(row, FundingStatus.DISANGGUPI, by=officer, **promised)


def _expect(city, officer):
    """One of those who return lands tomorrow and is fetched."""
    coming = Case.objects.get(client_uuid=key("kasus", RETURNING)).persons.filter(status=CasePersonStatus.JADWAL_PULANG)
    facts = {"place": ArrivalPlace.SOEKARNO_HATTA, "pick_up": PickUp.PETUGAS_BP3MI, "carrier": "GA 000 (contoh)"}
    lands_at = timezone.make_aware(datetime.combine(city.today + timedelta(days=1), time(14, 20)))
    arrival.plan(coming, by=officer, expected_at=lands_at, **facts)


def _write(city, story, kind, text, *, agency=None):
    case = Case.objects.get(client_uuid=key("kasus", story))
    written = Written(
        links=list(case.persons.select_related("person", "case")),
        text=text,
        agency=agency,
        to="Kepala" if agency else "",
        chosen=SPECS[kind].usual,
        bases=PUBLIC_TASK,
    )
    answers = {"chosen": SPECS[kind].usual, "persons": [link.pk for link in written.links], **_typed(text)}
    answers |= {"agency": agency.pk, "to": "Kepala"} if agency else {}
    by = city.officials["disnaker"]
    return case_letter.draft(case, kind, written, answers, client_uuid=key("surat-kasus", story, kind), by=by)


def _typed(text):
    """As the form keeps it: lines are one text."""
    return {
        name: "\n".join(value) if isinstance(value, list) else value for name, value in text.items() if name != "about"
    }


def step(city, written, target, by, **given):
    return case_letter.take_step(
        written, target, by=by, happened_on=city.today, source=Source.DISNAKER,
        client_uuid=key("langkah-surat", written.pk, target), **given,
    )  # fmt: skip
