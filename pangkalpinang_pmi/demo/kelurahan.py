"""The desk of a kelurahan: entries that two officers must see, its letters, and what its RT heads told this month."""

from accounts.models import Territory
from cases.models import PaperForm, Person
from cases.rules.letters import letter
from cases.rules.register import nil_report, registration, verification
from cases.values.choices import DocumentKind, LetterKind, MaritalStatus, PermissionGiver, ReturnReason
from lib.cleaning import apart
from lib.clock import last_month
from pangkalpinang_pmi.demo.papers import specimen
from pangkalpinang_pmi.demo.people import enter, key
from pangkalpinang_pmi.demo.places import OPAS_INDAH, RT, TUA_TUNU_INDAH
from pangkalpinang_pmi.invented.work import invent_work

PAPERS = 6


def fill(city):
    officer, second = city.officials["kelurahan"], city.officials["kelurahan.dua"]
    _verify(city, officer, second)
    _write_letters(city, officer)
    _report_nothing(city)
    batch = key("formulir")
    for number in range(PAPERS):
        PaperForm.objects.create(
            id=key("formulir", number), batch=batch, territory=city.places[RT], printed_by=city.officials["ketua.rt"]
        )


def _verify(city, officer, second):
    family = _entered(city, "keluarga-rt")
    Person.objects.filter(pk=family.person_id).update(registrar_is_family=True)
    _decide(verification.accept, family, officer, city)
    _entered(city, "didata-kelurahan", by=officer)
    _decide(verification.send_back, _entered(city, "kembali"), second, city, reason=ReturnReason.NIK_BEDA)
    _send_back_a_photo(city, second)
    outside = _entered(city, "bukan-warga")
    _decide(verification.find_not_resident, outside, officer, city, note="KTP dan rumahnya di Bangka Tengah.")
    other = city.places[OPAS_INDAH]
    moved = _entered(city, "rujukan")
    _decide(verification.refer, moved, officer, city, kelurahan=other, note="Sudah dua tahun tinggal di sana.")


def _send_back_a_photo(city, officer):
    """The card cannot be read: the RT replaces it from its entry."""
    journey = _entered(city, "foto-kabur")
    registration.add_document(
        journey.person,
        client_uuid=key("foto-kabur", DocumentKind.KTP),
        by=city.officials["ketua.rt"],
        file=apart.clean(specimen(DocumentKind.KTP.label, journey.person.name)),
        kind=DocumentKind.KTP,
    )
    _decide(verification.send_back, journey, officer, city, reason=ReturnReason.FOTO_KABUR)


def _entered(city, name, by=None):
    entry = enter(city, name, invent_work(city.rng).as_journey(), on=city.ago(4), place=city.places[RT], by=by)
    return entry.person.journeys.select_related("person").get()


def _decide(deed, journey, by, city, **given):
    seen, client_uuid = verification.version(journey), key("pemeriksaan", journey.pk)
    return deed(journey, by=by, on=city.today, seen=seen, client_uuid=client_uuid, **given)


def _write_letters(city, officer):
    head = letter.letterhead_of(officer.territory)
    head.address, head.phone = "Jl. Contoh No. 1, Pangkalpinang", "(0717) 000000"
    head.signer_name, head.signer_nip = "Nama Lurah (contoh)", "19700101 000000 0 000"
    head.save()
    ready = _entered(city, "surat")
    _decide(verification.accept, ready, officer, city)
    person = ready.person
    marital = {
        "status": MaritalStatus.BELUM_KAWIN.label,
        "basis": "Kartu Keluarga",
        "spouse": "",
        "spouse_word": "pasangan",
    }
    first = _issue(city, officer, person, LetterKind.STATUS_KAWIN, marital, 1)
    letter.withdraw(first, by=officer, on=city.today, reason="Nama salah ketik di KTP lama.")
    _issue(city, officer, person, LetterKind.STATUS_KAWIN, marital, 2)
    permission = {
        "giver": [["Nama", "Nama Ibu (contoh)"], ["Alamat", person.address]],
        "giver_name": "Nama Ibu (contoh)",
        "relation": PermissionGiver.ORANG_TUA.label,
        "plan": [["Negara tujuan", "Malaysia"], ["Pekerjaan", "perawat lansia"]],
    }
    _issue(city, officer, person, LetterKind.IZIN_KELUARGA, permission, 3)


def _issue(city, officer, person, kind, written, number):
    return letter.issue(person, kind, written, by=officer, on=city.today, client_uuid=key("surat", number))


def _report_nothing(city):
    """Some RT heads tell that there is nobody, some stay silent."""
    quiet = [
        place
        for code, place in sorted(city.places.items())
        if code.startswith(f"{TUA_TUNU_INDAH}.") and place.level == Territory.Level.RT and code != RT
    ]
    this = city.today.replace(day=1)
    for place in quiet[1::3]:
        nil_report.report(this, by=city.officials.head_of(place), on=city.today)
    for place in quiet[::2]:
        month = last_month(city.today)
        nil_report.report(month, by=city.officials.head_of(place), on=month)
