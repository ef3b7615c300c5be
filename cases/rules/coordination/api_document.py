"""The OpenAPI document of `/api/v1/`, from which the page, the tests and the machines of agencies read."""

from cases.rules.workflow import REQUIRED
from cases.states.case_person import CasePersonStatus
from cases.states.coordination import SENT
from cases.values.choices import Urgency
from cases.values.sharing import FieldGroup

TEXT = {"type": "string"}
DATE = {"type": "string", "format": "date"}
MOMENT = {"type": "string", "format": "date-time"}


def maybe(kind):
    return {"anyOf": [kind, {"type": "null"}]}


def ref(name):
    return {"$ref": f"#/components/schemas/{name}"}


def thing(properties, *, required=None, closed=False):
    found = {"type": "object", "properties": properties}
    found["required"] = sorted(properties) if required is None else required
    return found | ({"additionalProperties": False} if closed else {})


def listed(item):
    return {"type": "array", "items": item}


SHORT = {
    "id": {"type": "integer"},
    "case": TEXT | {"description": "Nomor kasus di Pangkalpinang."},
    "urgency": {"type": "string", "enum": Urgency.values},
    "status": {"type": "string", "enum": sorted(SENT)},
    "status_since": MOMENT,
    "due_on": maybe(DATE) | {"description": "Jawaban ditunggu sampai."},
    "promised_on": maybe(DATE) | {"description": "Kabar berikutnya, menurut Anda sendiri."},
    "reference": TEXT | {"description": "Nomor di instansi Anda."},
}
STEP = thing(
    {"target": TEXT, "label": TEXT, "needs": listed({"type": "string", "enum": sorted(REQUIRED)})},
)
SHARED = thing({"group": {"type": "string", "enum": FieldGroup.values}, "label": TEXT, "value": TEXT})
NOTE = thing({"at": MOMENT, "office": TEXT, "text": TEXT})
PERSON = thing(
    {
        "id": TEXT | {"description": "Untuk `person` pada langkah orang ini."},
        "name": TEXT,
        "status": {"type": "string", "enum": sorted(CasePersonStatus.values)},
        "status_since": MOMENT,
        "country": TEXT | {"description": "Kode ISO 3166, kosong kalau belum diketahui."},
        "place": TEXT | {"description": "Kosong kalau tidak ada lagi yang perlu mencari atau menjemputnya."},
        "steps": listed(STEP),
    }
)
LONG = SHORT | {
    "request": TEXT | {"description": "Yang diminta."},
    "steps": listed(STEP) | {"description": "Langkah yang terbuka bagi instansi Anda sekarang."},
    "persons": listed(PERSON) | {"description": "Orang dalam kasus ini, dengan langkah yang terbuka bagi Anda."},
    "shared": listed(SHARED) | {"description": "Data yang diserahkan kepada instansi Anda."},
    "notes": listed(NOTE) | {"description": "Pesan yang dibagikan dengan instansi Anda, terbaru dulu."},
}
WORDS = {
    "reference": {"type": "string", "maxLength": 100, "description": "Nomor di instansi Anda."},
    "promised_on": DATE | {"description": "Kapan kabar berikutnya."},
    "said_by": {"type": "string", "maxLength": 150, "description": "Nama dan jabatan yang menyampaikan."},
    "message": {"type": "string", "maxLength": 4000, "description": "Pesan; wajib kalau langkahnya meminta `note`."},
}
STEP_TAKEN = WORDS | {
    "target": {"type": "string", "maxLength": 40, "description": "Salah satu `steps`, misalnya DITERIMA."},
    "person": {
        "type": "string",
        "maxLength": 20,
        "description": "`id` salah satu `persons`: langkahnya milik orang itu. Kosong: langkah koordinasinya.",
    },
    "seen": {
        "type": "string",
        "maxLength": 40,
        "description": "Status yang Anda baca; kalau sudah lain, jawabannya 409.",
    },
}
ERRORS = {"type": "object", "additionalProperties": {"type": "array", "items": TEXT}}
PROBLEM = thing(
    {"type": TEXT, "title": TEXT, "status": {"type": "integer"}, "code": TEXT, "errors": ERRORS},
    required=["type", "title", "status", "code"],
)
PK = {"name": "pk", "in": "path", "required": True, "schema": {"type": "integer", "minimum": 1}}
KEY = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": True,
    "schema": {"type": "string", "format": "uuid"},
    "description": "Baru untuk setiap permintaan baru; sama kalau mengulang. Mengulang tidak mengubah apa-apa.",
}
SINCE = {
    "name": "updated_since",
    "in": "query",
    "schema": MOMENT,
    "description": "Hanya yang statusnya berubah sejak saat itu.",
}
PAGE = {"name": "page", "in": "query", "schema": {"type": "integer", "minimum": 1, "maximum": 1000}}
ALWAYS = (401, 403, 405, 429)


def answers(schema, *problems):
    content = {"application/problem+json": {"schema": ref("Problem")}}
    found = {str(code): {"description": "Galat", "content": content} for code in sorted({*problems, *ALWAYS})}
    return {"200": {"description": "Berhasil", "content": {"application/json": {"schema": ref(schema)}}}} | found


def reading(name, summary, schema, parameters, *problems):
    return {
        "operationId": name,
        "summary": summary,
        "parameters": parameters,
        "responses": answers(schema, *problems),
    }


def writing(name, summary, kind, schema):
    return {
        "operationId": name,
        "summary": summary,
        "parameters": [PK, KEY],
        "requestBody": {"required": True, "content": {kind: {"schema": schema}}},
        "responses": answers("Written", 400, 404, 409, 422, 507),
    }


ONE = "/api/v1/koordinasi/{pk}/"
FILE = thing({"file": {"type": "string", "format": "binary"}, "message": WORDS["message"]}, required=["file"])
LIST_ROW = reading("list", "Koordinasi yang dikirim kepada instansi Anda, 25 tiap halaman", "Page", [PAGE, SINCE], 422)
DOCUMENT = {
    "openapi": "3.1.0",
    "info": {
        "title": "API koordinasi PMI Pangkalpinang",
        "version": "1",
        "description": "Untuk mesin instansi mitra. Langkahnya sama dengan di akun penghubung dan di tautan balasan.",
    },
    "security": [{"token": []}],
    "paths": {
        "/api/v1/koordinasi/": {"get": LIST_ROW},
        ONE: {"get": reading("read", "Satu koordinasi, dengan data yang diserahkan", "Coordination", [PK], 404)},
        f"{ONE}langkah/": {"post": writing("step", "Mencatat satu langkah", "application/json", ref("StepTaken"))},
        f"{ONE}pesan/": {"post": writing("message", "Mengirim pesan tanpa langkah", "application/json", ref("Words"))},
        f"{ONE}berkas/": {"post": writing("file", "Mengirim foto atau PDF", "multipart/form-data", FILE)},
    },
    "components": {
        "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        "schemas": {
            "Page": thing({"results": listed(ref("Short")), "next_page": maybe({"type": "integer"})}),
            "Short": thing(SHORT),
            "Coordination": thing(LONG),
            "Written": thing(LONG, required=sorted(SHORT))
            | {"description": "Token tanpa izin membaca koordinasi hanya mendapat bagian yang wajib."},
            "StepTaken": thing(STEP_TAKEN, required=["target"], closed=True),
            "Words": thing(WORDS, required=[], closed=True),
            "Problem": PROBLEM,
        },
    },
}


def calls():
    """The paths as a page shows them: [method, path, what for, parameters, fields of the body]."""
    return [
        {
            "method": method.upper(),
            "path": path,
            "summary": call["summary"],
            "parameters": call["parameters"],
            "fields": _fields(call),
        }
        for path, methods in DOCUMENT["paths"].items()
        for method, call in methods.items()
    ]


def _fields(call):
    body = next(iter(call.get("requestBody", {}).get("content", {}).values()), {"schema": {}})["schema"]
    required = _resolved(body).get("required", [])
    return [
        {"name": name, "about": field.get("description", ""), "needed": name in required}
        for name, field in fields_of(body).items()
    ]


def fields_of(schema):
    return _resolved(schema).get("properties", {})


def _resolved(schema):
    return DOCUMENT["components"]["schemas"][schema["$ref"].rpartition("/")[2]] if "$ref" in schema else schema
