"""What people of the demo city ask about their own data: one waits, one was refused because proceedings run."""

from datetime import timedelta

from django.utils import timezone

from cases.models import Case
from cases.rules.privacy import data_request
from cases.states.data_request import DataRequestStatus
from cases.values.data_request import DataRequestKind, RefusalGround
from pangkalpinang_pmi.demo.people import key

SEEN, HELD = "gaji", "masih-ditahan"


def fill(city):
    officer = city.officials["disnaker"]
    _receive(SEEN, DataRequestKind.LIHAT, "Warga itu sendiri", "Siapa saja yang pernah membuka data saya?", 20, officer)
    refused = _receive(HELD, DataRequestKind.HAPUS, "Ayahnya, dengan surat kuasa", "Hapus semua datanya.", 60, officer)
    data_request.answer(
        refused,
        DataRequestStatus.DITOLAK,
        ground=RefusalGround.PROSES_HUKUM,
        note="Dijelaskan di loket: laporan polisi masih berjalan. Datanya dibatasi.",
        seen=refused.status,
        client_uuid=key("jawaban-data", HELD),
        by=officer,
    )


def _receive(story, kind, applicant, wish, hours, officer):
    person = Case.objects.get(client_uuid=key("kasus", story)).persons.order_by("pk").first().person
    return data_request.receive(
        person,
        client_uuid=key("permintaan-data", story),
        kind=kind,
        applicant=applicant,
        identity_check="KTP asli dicocokkan di loket",
        wish=wish,
        received_at=timezone.now() - timedelta(hours=hours),
        by=officer,
    )
