"""The API keeps to its own document: every answer to every generated request is one that stands in it."""

import itertools
import json
import uuid
from datetime import date, datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from accounts.tests.factories import make_agency
from cases.models import ApiToken, CaseNote, Coordination, StoredFile
from cases.models.api_token import Scope
from cases.rules import intake
from cases.rules.coordination import api_access, api_document, sharing
from lib.clock import today
from lib.tests import papers

pytestmark = pytest.mark.django_db
DOCUMENT = api_document.DOCUMENT
CALLS = [(method, path) for path, methods in DOCUMENT["paths"].items() for method in methods]
TYPES = {"object": dict, "array": list, "string": str, "integer": int, "null": type(None)}
# What machines send by mistake, and what people try on purpose.
ODD = ["", "x" * 5000, "DITERIMA", "2026-13-45", "9999-12-31", "\x00", "\ud800", None, 7, [], {}, True, "' OR 1=1 --"]


def faults(value, schema, where="$"):
    """What does not fit the schema; the part of JSON Schema that our document uses."""
    if "$ref" in schema:
        schema = DOCUMENT["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
    if "anyOf" in schema:
        return [] if any(not faults(value, one, where) for one in schema["anyOf"]) else [f"{where}: anyOf"]
    if not isinstance(value, TYPES[schema["type"]]) or isinstance(value, bool):
        return [f"{where}: {value!r} is no {schema['type']}"]
    found = [] if value in schema.get("enum", [value]) else [f"{where}: {value!r} is not listed"]
    if schema.get("format") in ("date", "date-time"):
        (date if schema["format"] == "date" else datetime).fromisoformat(value)
    if schema["type"] == "array":
        return found + [f for n, item in enumerate(value) for f in faults(item, schema["items"], f"{where}[{n}]")]
    if schema["type"] == "object":
        properties, more = schema.get("properties", {}), schema.get("additionalProperties", {})
        found += [f"{where}.{name} is missing" for name in schema.get("required", []) if name not in value]
        for name, item in value.items():
            kind = properties.get(name) or (more if more and more is not True else None)
            found += faults(item, kind, f"{where}.{name}") if kind else [f"{where}.{name} is not in the document"]
    return found


def check(answer, method, path):
    """The status is one of the document's, and the body is what it promises there."""
    told = DOCUMENT["paths"][path][method]["responses"]
    assert str(answer.status_code) in told, (method, path, answer.status_code, answer.content[:300])
    kind, content = next(iter(told[str(answer.status_code)]["content"].items()))
    assert answer["Content-Type"] == kind
    assert faults(answer.json(), content["schema"]) == []
    return answer


@pytest.fixture(autouse=True)
def without_limit(monkeypatch):
    """Machines of tests are faster than those of agencies."""
    monkeypatch.setattr("cases.views.coordination.api.PER_MINUTE", 100_000)


@pytest.fixture
def sent(coordination, ana):
    Coordination.objects.filter(pk=coordination.pk).update(status="DIKIRIM", due_on=today(), request="Mohon dicari")
    coordination.refresh_from_db()
    bases = {"IDENTITAS": "TUGAS_PUBLIK"}
    sharing.share(coordination, client_uuid=uuid.uuid4(), chosen=["nama"], bases=bases, by=ana)
    return coordination


@pytest.fixture
def give_key(dewi, bp3mi):
    def give(*scopes, agency=bp3mi):
        return api_access.issue(
            client_uuid=uuid.uuid4(), agency=agency, name="SISKO", scopes=scopes, expires_on=today(), by=dewi
        )

    return give


@pytest.fixture
def call(client, give_key):
    """One request with a key for everything, unless another is given."""
    own = give_key(*Scope.values)[1]

    def ask(method, path, body=None, *, pk=None, token=own, key=None, query=None, kind="application/json"):
        headers = {"Idempotency-Key": str(key or uuid.uuid4())}
        if token is not None:
            headers["Authorization"] = f"Bearer {token}"
        url = path.replace("{pk}", str(pk))
        if method == "get":
            return check(client.get(url, query or {}, headers=headers), method, path)
        if kind == "multipart/form-data":
            return check(client.post(url, body or {}, headers=headers), method, path)
        data = body if isinstance(body, bytes) else json.dumps(body)
        return check(client.post(url, data, content_type=kind, headers=headers), method, path)

    return ask


ONE = api_document.ONE
STEP, MESSAGE, FILE = f"{ONE}langkah/", f"{ONE}pesan/", f"{ONE}berkas/"


class TestDoor:
    @pytest.mark.parametrize("method, path", CALLS)
    def test_without_its_key_it_stays_shut(self, call, give_key, sent, method, path):
        none, token = give_key()
        for wrong in (None, "", "pmi_salah"):
            assert call(method, path, {}, pk=sent.pk, token=wrong).status_code == 401
        assert call(method, path, {}, pk=sent.pk, token=token).json()["code"] == "lingkup_kurang"
        ApiToken.objects.filter(pk=none.pk).update(revoked_at=timezone.now(), revoked_by=none.issued_by)
        assert call(method, path, {}, pk=sent.pk, token=token).status_code == 401
        ApiToken.objects.update(revoked_at=None, revoked_by=None, expires_on=today() - timedelta(1))
        assert call(method, path, {}, pk=sent.pk, token=token).status_code == 401

    @pytest.mark.parametrize("method, path", [row for row in CALLS if "{pk}" in row[1]])
    def test_what_is_not_the_agencys_does_not_exist(self, call, give_key, case, sent, ana, method, path):
        theirs = intake.draft_coordination(case, make_agency("Direktorat Pelindungan WNI", "KEMLU"), by=ana)
        Coordination.objects.filter(pk=theirs.pk).update(status="DIKIRIM")
        body = {"target": "DITERIMA"} if path == STEP else {"message": "Halo"}
        for pk in (theirs.pk, 0, 10**30):
            assert call(method, path, body, pk=pk).status_code == 404
        Coordination.objects.filter(pk=sent.pk).update(status="DIAJUKAN")
        assert call(method, path, body, pk=sent.pk).status_code == 404

    @pytest.mark.parametrize("scope, path", [("update", STEP), ("message", MESSAGE), ("file", FILE)])
    def test_a_key_that_may_only_write_is_not_told_what_others_read(self, call, give_key, sent, scope, path):
        token = give_key(scope)[1]
        body = {"target": "DITERIMA"} if scope == "update" else {"message": "Halo"}
        kind = "application/json"
        if scope == "file":
            body = {"file": SimpleUploadedFile("surat.jpg", papers.photo(), "image/jpeg")}
            kind = "multipart/form-data"
        answer = call("post", path, body, pk=sent.pk, token=token, kind=kind)
        assert answer.status_code == 200 and answer.json()["id"] == sent.pk
        assert "Siti" not in answer.text and "persons" not in answer.json()

    def test_a_session_of_a_browser_counts_for_nothing(self, client, eko, sent):
        client.force_login(eko.user)
        assert client.get(reverse("cases:api_list")).status_code == 401

    def test_too_many_calls_are_refused(self, call, monkeypatch, sent):
        monkeypatch.setattr("cases.views.coordination.api.PER_MINUTE", 1)
        answers = [call("get", ONE, pk=sent.pk).status_code for _ in range(3)]  # of which two fall into one minute
        assert answers[0] == 200 and 429 in answers

    def test_the_other_method_is_refused(self, client, give_key):
        headers = {"Authorization": f"Bearer {give_key(*Scope.values)[1]}"}
        assert client.post(reverse("cases:api_list"), headers=headers).json()["code"] == "cara_salah"


class TestWords:
    def test_it_lists_and_reads_what_was_handed_over(self, call, sent):
        assert [row["id"] for row in call("get", "/api/v1/koordinasi/").json()["results"]] == [sent.pk]
        later = {"updated_since": (timezone.now() + timedelta(1)).isoformat()}
        assert call("get", "/api/v1/koordinasi/", query=later).json()["results"] == []
        read = call("get", ONE, pk=sent.pk).json()
        assert read["shared"] == [{"group": "IDENTITAS", "label": "Nama", "value": "Siti Contoh"}]
        assert [step["target"] for step in read["steps"]] == ["DITERIMA"]

    def test_pages_follow_each_other(self, call, sent, monkeypatch):
        monkeypatch.setattr("cases.views.coordination.api.PAGE", 1)
        assert call("get", "/api/v1/koordinasi/").json()["next_page"] is None
        assert call("get", "/api/v1/koordinasi/", query={"page": 2}).json()["results"] == []

    def test_it_says_its_number_and_its_day(self, call, sent):
        body = {"target": "DITERIMA", "reference": "ADU-3", "promised_on": today().isoformat()}
        told = call("post", STEP, body, pk=sent.pk).json()
        assert (told["status"], told["reference"], told["promised_on"]) == ("DITERIMA", "ADU-3", today().isoformat())
        assert Coordination.objects.get().history.first().by.user.first_name == "API"

    def test_a_message_arrives_once(self, call, sent):
        key = uuid.uuid4()
        for _ in range(2):
            assert call("post", MESSAGE, {"message": "Masih dicari"}, pk=sent.pk, key=key).status_code == 200
        assert CaseNote.objects.get().text == "Masih dicari"

    def test_a_file_arrives_and_what_is_no_picture_does_not(self, call, sent):
        photo = SimpleUploadedFile("surat.jpg", papers.photo(), "image/jpeg")
        call("post", FILE, {"file": photo}, pk=sent.pk, kind="multipart/form-data")
        assert CaseNote.objects.get().file == StoredFile.objects.get()
        wrong = SimpleUploadedFile("surat.jpg", b"MZ....", "image/jpeg")
        answer = call("post", FILE, {"file": wrong}, pk=sent.pk, kind="multipart/form-data")
        assert answer.status_code == 422 and "foto atau PDF" in answer.json()["errors"]["file"][0]


@pytest.mark.parametrize("path", [STEP, MESSAGE, FILE])
def test_whatever_is_sent_the_answer_is_in_the_document(call, sent, path):
    """Every field of the body, with every odd value; then bodies that are none."""
    body = DOCUMENT["paths"][path]["post"]["requestBody"]["content"]
    kind, schema = next(iter(body.items()))
    fields = api_document.fields_of(schema["schema"])
    for name, odd in itertools.product([*fields, "lain"], ODD):
        if kind == "application/json":
            call("post", path, {"message": "x", name: odd}, pk=sent.pk)
        elif isinstance(odd, str) and odd.isprintable():
            call("post", path, {name: odd}, pk=sent.pk, kind=kind)
    if kind == "application/json":
        for raw in (b"", b"{", b"[]", b"\xff", b"[" * 100_000, b'"x"', b"null"):
            assert call("post", path, raw, pk=sent.pk).status_code == 400
    assert call("post", path, {"message": "x"}, pk=sent.pk, key="tanpa kunci", kind=kind).status_code in (400, 422)


@pytest.mark.parametrize("name", ["page", "updated_since"])
def test_whatever_is_asked_the_answer_is_in_the_document(call, sent, name):
    for odd in [*(odd for odd in ODD if isinstance(odd, str) and odd.isprintable()), "0", "-1", "1e9", "1001"]:
        call("get", "/api/v1/koordinasi/", query={name: odd})
    call("get", "/api/v1/koordinasi/", query={"updated_since": "0001-01-01T00:00:00+07:00"})


def test_the_document_is_public_and_plain(client, db):
    assert client.get(reverse("cases:api_schema")).json() == DOCUMENT
    page = client.get(reverse("cases:api_docs")).content.decode()
    assert all(path in page for path in DOCUMENT["paths"]) and "http://" not in page.replace("http://testserver", "")


class TestKeys:
    def fields(self, bp3mi, **more):
        until = (today() + timedelta(90)).isoformat()
        return {
            "client_uuid": str(uuid.uuid4()),
            "agency": bp3mi.pk,
            "name": "SISKO",
            "scopes": ["read"],
            "expires_on": until,
        } | more

    def test_it_is_shown_once_and_kept_as_a_hash(self, client, dewi, bp3mi):
        client.force_login(dewi.user)
        fields, url = self.fields(bp3mi), reverse("cases:issue_api_token")
        page = client.post(url, fields).content.decode()
        key = ApiToken.objects.get()
        token = page.partition("pmi_")[2].partition("<")[0]
        assert api_access.hash_of(f"pmi_{token}") == key.token_hash
        assert client.post(url, fields).status_code == 302 and ApiToken.objects.count() == 1
        assert token not in client.get(reverse("cases:api_tokens")).content.decode()

    def test_it_is_taken_back(self, client, dewi, give_key):
        key, token = give_key("read")
        client.force_login(dewi.user)
        for _ in range(2):
            client.post(reverse("cases:revoke_api_token", args=[key.pk]))
        assert ApiToken.objects.get().revoked_by == dewi and api_access.find(token, today()) is None

    @pytest.mark.parametrize("url", ["http://mitra.example/", "https://lain.example/", "https://a@mitra.example/"])
    def test_it_calls_only_listed_hosts(self, client, dewi, bp3mi, settings, url):
        settings.WEBHOOK_HOSTS = ["mitra.example"]
        client.force_login(dewi.user)
        page = client.post(reverse("cases:issue_api_token"), self.fields(bp3mi, webhook_url=url)).content.decode()
        assert "tidak boleh dipanggil" in page and not ApiToken.objects.exists()
