"""The API against its own document: every operation, with what is valid, missing, another type, too long, not his.

Written out of `/api/v1/openapi.json` alone: a new operation or field is tried from the day it stands there.
"""

import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from cases.models.api_token import Scope
from cases.rules.coordination import api_document
from cases.tests.coordination.test_api import call, check, give_key, sent, without_limit  # noqa: F401 - fixtures
from lib.clock import today
from lib.tests import papers

pytestmark = pytest.mark.django_db
DOCUMENT = api_document.DOCUMENT
OPERATIONS = {op["operationId"]: (m, path, op) for path, ops in DOCUMENT["paths"].items() for m, op in ops.items()}
SCOPES = {"list": Scope.READ, "read": Scope.READ, "step": Scope.UPDATE, "message": Scope.MESSAGE, "file": Scope.FILE}
METHODS = {"get", "post", "put", "patch", "delete"}
OTHER_TYPES = [7, 1.5, True, None, [], {}, ["x"]]
ENDLESS = "x" * 10_000


def body_of(name):
    """(kind, schema) of the body, or None where the operation takes none."""
    for kind, content in OPERATIONS[name][2].get("requestBody", {}).get("content", {}).items():
        schema = content["schema"]
        return kind, DOCUMENT["components"]["schemas"][
            schema["$ref"].rpartition("/")[2]
        ] if "$ref" in schema else schema
    return None


WRITING = [name for name in OPERATIONS if body_of(name)]
IN_JSON = [name for name in WRITING if body_of(name)[0] == "application/json"]
FIELDS = [(name, field) for name in WRITING for field in body_of(name)[1]["properties"]]


def sample(name):
    """A valid value for every field. What only the running coordination can know is said by hand."""
    known = {"target": "DITERIMA", "seen": "DIKIRIM", "person": ""}
    return {field: known.get(field, example(schema)) for field, schema in body_of(name)[1]["properties"].items()}


def example(schema):
    if schema.get("format") == "binary":
        return SimpleUploadedFile("surat.jpg", papers.photo(), "image/jpeg")
    return today().isoformat() if schema.get("format") == "date" else "x" * min(schema.get("maxLength", 9), 9)


@pytest.fixture
def ask(call, sent):  # noqa: F811
    """One call of an operation; without a body, a valid one."""

    def ask(name, body=None, **more):
        method, path, _ = OPERATIONS[name]
        kind = (body_of(name) or ["application/json"])[0]
        if body is None:
            body = sample(name) if body_of(name) else {}
        return call(method, path, body, **({"pk": sent.pk, "kind": kind} | more))

    return ask


def test_the_document_holds_together():
    """Every reference leads somewhere, every place in a path is described, every answer says what it is."""
    schemas, text = DOCUMENT["components"]["schemas"], str(DOCUMENT)
    assert [name for name in schemas if f"#/components/schemas/{name}" not in text] == []
    for method, path, op in OPERATIONS.values():
        placed = {p["name"] for p in op["parameters"] if p["in"] == "path"}
        assert placed == {part.strip("{}") for part in path.split("/") if part.startswith("{")}
        assert method in METHODS and {"200", "401", "403", "405", "429"} <= op["responses"].keys()
        assert all(answer["content"] for answer in op["responses"].values())
    assert set(SCOPES) == set(OPERATIONS)


@pytest.mark.parametrize("name", OPERATIONS)
def test_what_is_valid_is_taken(ask, name):
    assert ask(name).status_code == 200


@pytest.mark.parametrize("name", OPERATIONS)
@pytest.mark.parametrize("scope", Scope)
def test_each_key_opens_what_it_is_for_and_nothing_else(ask, give_key, name, scope):  # noqa: F811
    answer = ask(name, token=give_key(scope)[1])
    assert answer.status_code == (200 if scope == SCOPES[name] else 403)


@pytest.mark.parametrize("name", OPERATIONS)
@pytest.mark.parametrize("token", [None, "", "pmi_salah", "pmi_" + "x" * 5000, "pmi_é"])
def test_a_wrong_key_opens_nothing(ask, name, token):
    assert ask(name, token=token).status_code == 401


@pytest.mark.parametrize("name", WRITING)
def test_what_must_be_there_is_missed_by_name(ask, name):
    for field in body_of(name)[1]["required"]:
        answer = ask(name, {key: value for key, value in sample(name).items() if key != field})
        assert answer.status_code == 422 and field in answer.json()["errors"]
    assert ask(name, key="bukan kunci").status_code == 400


@pytest.mark.parametrize("name, field", FIELDS)
def test_what_is_too_long_is_named(ask, name, field):
    schema = body_of(name)[1]["properties"][field]
    if schema.get("format") == "binary":
        value = SimpleUploadedFile("surat.jpg", ENDLESS.encode(), "image/jpeg")
    else:
        value = "x" * (schema["maxLength"] + 1) if "maxLength" in schema else ENDLESS
    answer = ask(name, sample(name) | {field: value})
    assert answer.status_code == 422 and field in answer.json()["errors"]


@pytest.mark.parametrize("name, field", [row for row in FIELDS if row[0] in IN_JSON])
def test_what_is_of_another_type_is_named(ask, name, field):
    for value in OTHER_TYPES:
        answer = ask(name, sample(name) | {field: value})
        assert answer.status_code == 422 and list(answer.json()["errors"]) == [field]


@pytest.mark.parametrize("name", IN_JSON)
def test_a_field_that_is_not_in_the_document_is_named(ask, name):
    answer = ask(name, sample(name) | {"catatan": "x"})
    assert answer.status_code == 422 and list(answer.json()["errors"]) == ["catatan"]


@pytest.mark.parametrize("name", [name for name, (_, path, _) in OPERATIONS.items() if "{pk}" in path])
@pytest.mark.parametrize("pk", [0, -1, 2**63, "abc", "1.5", uuid.UUID(int=1)])
def test_a_number_that_is_none_leads_nowhere(ask, name, pk):
    assert ask(name, pk=pk).status_code == 404


@pytest.mark.parametrize("parameter", [p["name"] for p in OPERATIONS["list"][2]["parameters"]])
def test_a_question_that_cannot_be_read_is_named(call, parameter):  # noqa: F811
    for value in (ENDLESS, "kemarin", "-1", "1.5"):
        answer = call("get", OPERATIONS["list"][1], query={parameter: value})
        assert answer.status_code == 422 and list(answer.json()["errors"]) == [parameter]


@pytest.mark.parametrize("path", DOCUMENT["paths"])
def test_other_methods_are_refused_in_the_same_words(client, give_key, sent, path):  # noqa: F811
    headers = {"Authorization": f"Bearer {give_key(*Scope.values)[1]}", "Idempotency-Key": str(uuid.uuid4())}
    known = DOCUMENT["paths"][path]
    for method in METHODS - known.keys():
        answer = getattr(client, method)(path.replace("{pk}", str(sent.pk)), headers=headers)
        assert answer.status_code == 405
        check(answer, next(iter(known)), path)
