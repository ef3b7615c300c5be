"""The two letters of a kelurahan: written once, numbered without gaps, stored as issued, genuine for whoever asks."""

import uuid
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection

from accounts.models import AccessLog
from cases.models import Document, Letter, Letterhead, Person
from cases.models.letter import LetterFile, check_number_format
from cases.rules import restriction
from cases.rules.letters import letter as rules
from cases.tests.factories import TODAY, make_nik, make_person
from cases.tests.races import at_once
from cases.values.choices import LetterKind
from lib.typesetting import typeset

pytestmark = pytest.mark.django_db
PERMISSION = {
    "giver_name": "Ibu Contoh",
    "giver_relation": "ORANG_TUA",
    "giver_address": "Jl. Contoh 1",
    "country": "MY",
    "job": "perawat",
}
INTRODUCTION = {
    "applicant": "Ibu Contoh",
    "applicant_address": "Jl. Contoh 1",
    "relation": "ORANG_TUA",
    "basis": "Kartu Keluarga",
    "destination": "Dinas Tenaga Kerja",
    "purpose": "mengurus keperluan keluarga",
}
MARITAL = {"status": "BELUM_KAWIN", "basis": "Kartu Keluarga"}
WRITTEN = {"status": "belum kawin", "basis": "Kartu Keluarga", "spouse": "", "spouse_word": "pasangan"}


@pytest.fixture
def head(budi):
    head = rules.letterhead_of(budi.territory)
    head.signer_name, head.phone = "Lurah Contoh", "(0717) 000000"
    head.save()
    return head


@pytest.fixture
def bunga(rudi, head):
    """A resident about whom everything is known that a letter needs."""
    made = make_person(rudi, rudi.territory, name="Bunga Contoh", nik=make_nik())
    facts = {
        "birth_place": "Pangkalpinang",
        "birth_date": date(1993, 2, 5),
        "sex": "PEREMPUAN",
        "address": "Jl. Contoh 1",
    }
    Person.objects.filter(pk=made.pk).update(**facts)
    made.refresh_from_db()
    return made


@pytest.fixture
def issued(bunga, budi):
    return issue(bunga, budi)


def issue(person, by, on=TODAY, kind=LetterKind.STATUS_KAWIN, key=None):
    return rules.issue(person, kind, WRITTEN, by=by, on=on, client_uuid=key or uuid.uuid4())


def address(person, kind="izin-keluarga"):
    return f"/warga/{person.pk}/surat/{kind}/"


class TestWriting:
    @pytest.mark.parametrize("kind, typed", [("izin-keluarga", PERMISSION), ("status-kawin", MARITAL)])
    def test_it_is_looked_at_before_it_is_issued(self, client, budi, bunga, kind, typed):
        client.force_login(budi.user)
        form = typed | {"client_uuid": str(uuid.uuid4())}
        seen = client.post(address(bunga, kind), form).content.decode()
        assert "data:image/png;base64," in seen and not Letter.objects.exists()
        client.post(address(bunga, kind), form | {"issue": "1"})
        letter = Letter.objects.get()
        assert "/001/TTI/" in letter.number
        pdf = letter.file.read()
        assert pdf.startswith(b"%PDF") and b"pdfuaid" in pdf
        assert letter.person.documents.get().kind == letter.kind

    def test_an_introduction_says_who_belongs_to_whom_and_is_no_paper_of_the_resident(self, client, budi, bunga):
        """S01: the trouble of the family is neither asked nor written."""
        client.force_login(budi.user)
        client.post(address(bunga, "pengantar"), INTRODUCTION | {"client_uuid": str(uuid.uuid4()), "issue": "1"})
        letter = Letter.objects.get()
        assert letter.number.startswith("474/001/TTI/") and letter.file.read().startswith(b"%PDF")
        assert letter.document is None and not Document.objects.exists()

    def test_looking_at_it_opens_a_nik_and_leaves_a_trail(self, client, budi, bunga):
        client.force_login(budi.user)
        client.post(address(bunga), PERMISSION | {"client_uuid": uuid.uuid4()})
        seen = AccessLog.objects.get(action="REVEAL")
        assert (seen.by, seen.subject, seen.said) == (budi, f"cases.person:{bunga.pk}", "nik: surat IZIN_KELUARGA")
        client.get(f"{issue(bunga, budi).get_absolute_url()}pdf/")
        reveals = AccessLog.objects.filter(action="REVEAL", detail="nik")
        assert [row.reason for row in reveals].count("surat STATUS_KAWIN") == 1

    def test_of_who_is_restricted_no_letter_shows_the_number(self, client, budi, ana, bunga):
        kept = issue(bunga, budi)
        restriction.place(bunga, "PROSES_HUKUM", by=ana)
        client.force_login(budi.user)
        for press in ({}, {"issue": "1"}):
            html = client.post(address(bunga), PERMISSION | press | {"client_uuid": uuid.uuid4()}).content.decode()
            assert "sedang dibatasi" in html and "data:image/png" not in html and Letter.objects.get() == kept
        with pytest.raises(ValidationError, match="sedang dibatasi"):
            issue(bunga, budi)
        assert client.get(f"{kept.get_absolute_url()}pdf/").status_code == 403
        client.force_login(ana.user)
        assert client.get(f"{kept.get_absolute_url()}pdf/").status_code == 200

    def test_going_back_to_change_keeps_what_was_typed(self, client, budi, bunga):
        client.force_login(budi.user)
        form = PERMISSION | {"client_uuid": str(uuid.uuid4()), "write": "1"}
        html = client.post(address(bunga), form).content.decode()
        assert "Ibu Contoh" in html and "data:image/png" not in html

    def test_what_is_lacking_is_asked_for_first(self, client, budi, siti, head):
        client.force_login(budi.user)
        html = client.post(address(siti), PERMISSION | {"issue": "1", "client_uuid": uuid.uuid4()}).content.decode()
        assert "NIK, tempat lahir, tanggal lahir, jenis kelamin, alamat" in html and not Letter.objects.exists()

    def test_without_a_signer_there_is_no_letter_and_no_number(self, client, budi, bunga):
        Letterhead.objects.update(signer_name="")
        client.force_login(budi.user)
        html = client.post(address(bunga), PERMISSION | {"issue": "1", "client_uuid": uuid.uuid4()}).content.decode()
        assert rules.NO_SIGNER in html
        Letterhead.objects.update(signer_name="Lurah")
        assert issue(bunga, budi).serial == 1

    def test_the_same_press_twice_is_one_letter(self, bunga, budi):
        key = uuid.uuid4()
        assert issue(bunga, budi, key=key) == issue(bunga, budi, key=key) and Letter.objects.count() == 1

    def test_there_is_no_other_letter(self, client, budi, bunga):
        client.force_login(budi.user)
        assert client.get(address(bunga, "surat-sakti")).status_code == 404


def test_what_people_type_is_text_and_never_markup(bunga, budi, head):
    odd = '*a* #read("/etc/passwd") $y$ <b> \\ "'
    content = rules._content(bunga, WRITTEN | {"spouse": odd, "status": odd}, head, TODAY, number=odd, code="")
    assert typeset("cases/letters/STATUS_KAWIN.typ", content).startswith(b"%PDF")


class TestNumbers:
    def test_each_kind_and_year_counts_for_itself(self, bunga, budi):
        numbers = [issue(bunga, budi).number, issue(bunga, budi).number, issue(bunga, budi, date(2027, 1, 4)).number]
        assert numbers == ["474.2/001/TTI/I/2026", "474.2/002/TTI/I/2026", "474.2/001/TTI/I/2027"]

    @pytest.mark.parametrize(
        "text", ["{nomor}", "{nomor}/{tahun}/{x}", "{nomor!r}{tahun}", "{nomor.a}{tahun}", "{", ""]
    )
    def test_a_format_that_gives_no_number_is_refused(self, text):
        with pytest.raises(ValidationError):
            check_number_format(text)

    def test_a_letter_that_cannot_be_set_takes_no_number(self, bunga, budi, monkeypatch):
        monkeypatch.setattr(rules, "typeset", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            issue(bunga, budi)
        monkeypatch.undo()
        assert issue(bunga, budi).serial == 1


class TestKept:
    def test_it_is_printed_again_as_it_was(self, client, budi, issued):
        Letterhead.objects.update(name="Kelurahan Lain", signer_name="Lurah Baru")
        first = issued.file.read()
        client.force_login(budi.user)
        answer = client.get(f"/surat-keluar/{issued.pk}/pdf/")
        assert answer.content == first and "attachment" in answer["Content-Disposition"]

    def test_the_file_lies_encrypted(self, issued):
        with connection.cursor() as cursor:
            cursor.execute("SELECT content FROM cases_letterfile")
            assert "JVBERi" not in cursor.fetchone()[0]  # %PDF in base64
        assert LetterFile.objects.get().read().startswith(b"%PDF")

    def test_the_register_lists_it_for_the_own_office_alone(self, client, budi, citra, ana, issued):
        seen = {}
        for actor in (budi, citra, ana):
            client.force_login(actor.user)
            seen[actor.user.username] = issued.number in client.get("/surat-keluar/").content.decode()
        assert seen == {"budi": True, "citra": False, "ana": True}


class TestWithdrawing:
    def test_the_number_stays_and_the_paper_counts_no_longer(self, client, budi, issued):
        client.force_login(budi.user)
        client.post(f"/surat-keluar/{issued.pk}/cabut/", {"reason": "Salah nama"})
        issued.refresh_from_db()
        assert issued.withdrawn_on and Document.objects.get().status == "BELUM_ADA"
        assert issue(issued.person, budi).serial == 2

    def test_it_needs_a_reason_and_happens_once(self, client, budi, issued):
        client.force_login(budi.user)
        assert "Tulis alasannya." in client.post(f"/surat-keluar/{issued.pk}/cabut/").content.decode()
        for _ in range(2):
            html = client.post(f"/surat-keluar/{issued.pk}/cabut/", {"reason": "Salah nama"}, follow=True)
        assert rules.WITHDRAWN_ALREADY in html.content.decode()

    def test_another_office_cannot(self, ana, issued):
        with pytest.raises(PermissionDenied):
            rules.withdraw(issued, by=ana, on=TODAY, reason="coba")


class TestGenuine:
    """The public page: nothing personal, however it is asked."""

    def test_it_says_kind_number_date_office_and_no_name(self, client, issued):
        html = client.get(f"/surat/{issued.public_code}/").content.decode()
        assert all(text in html for text in (issued.number, "2 Januari 2026", "Tua Tunu Indah", "Surat ini asli"))
        assert "Bunga" not in html and "••••" not in html and issued.person.nik not in html
        assert issued.person.number not in html

    def test_a_withdrawn_one_says_so(self, client, budi, issued):
        rules.withdraw(issued, by=budi, on=TODAY, reason="Rahasia kantor")
        html = client.get(f"/surat/{issued.code.upper()}/").content.decode()
        assert "sudah dicabut" in html and "Rahasia" not in html

    @pytest.mark.parametrize("code", ["aaaa-bbbb-cccc-dddd", "x", "-", "%00", "a" * 500])
    def test_an_unknown_code(self, client, code):
        answer = client.get(f"/surat/{code}/")
        assert answer.status_code == 404 and "Surat tidak ditemukan" in answer.content.decode()

    def test_nobody_tries_out_codes(self, client, issued):
        answers = [client.get("/surat/aaaa-bbbb-cccc-dddd/").status_code for _ in range(31)]
        assert answers[-1] == 429

    def test_it_rejects_post(self, client):
        assert client.post("/surat/aaaa/").status_code == 405


class TestLetterhead:
    def test_the_kelurahan_writes_its_own(self, client, budi, citra, head):
        client.force_login(budi.user)
        page = client.get("/pengaturan/kop-surat/")
        form = {
            name: field.initial or page.context["form"].initial.get(name) or ""
            for name, field in page.context["form"].fields.items()
        }
        assert client.post("/pengaturan/kop-surat/", form | {"signer_name": "Lurah Baru"}).status_code == 302
        assert rules.letterhead_of(budi.territory).signer_name == "Lurah Baru"
        assert rules.letterhead_of(citra.territory).name == "Kelurahan Opas Indah"


@pytest.mark.django_db(transaction=True)
def test_numbers_have_no_gap_and_no_twin_when_several_issue_at_once(budi, bunga):
    letters = at_once(*[lambda: issue(bunga, budi) for _ in range(4)])
    assert sorted(letter.serial for letter in letters) == [1, 2, 3, 4]
