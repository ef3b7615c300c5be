"""What every answer carries, whoever gives it: a view, WhiteNoise, or the middleware that needs nothing else."""

import json
import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from wagtail.documents import get_document_model

STRICT = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
ANSWERS = ["/masuk/", "/masuk/kode/", "/", "/sehat/", "/static/css/base.css", "/tidak-ada/", "/beranda/", "/keluar/"]
ASK_SETTINGS = """
import json, django
django.setup()
from django.conf import settings as s
names = ("SESSION_COOKIE_NAME CSRF_COOKIE_NAME SESSION_COOKIE_SECURE CSRF_COOKIE_SECURE SESSION_COOKIE_HTTPONLY "
         "CSRF_COOKIE_HTTPONLY SECURE_SSL_REDIRECT SECURE_HSTS_SECONDS SECURE_HSTS_INCLUDE_SUBDOMAINS "
         "RECEIPT_COST").split()
print(json.dumps([getattr(s, name) for name in names]))
"""


@pytest.mark.parametrize("path", ANSWERS)
def test_every_answer_is_strict(client, db, path):
    answer = client.get(path)
    b"".join(answer)  # a file is open until it is read
    answer.close()
    headers = answer.headers
    assert {name: headers.get(name) for name in STRICT} == STRICT
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert "unsafe" not in headers["Content-Security-Policy"]


@pytest.mark.parametrize("path", ["/beranda/", "/warga/", "/kasus/", "/pengingat/", "/akun/sesi/", "/warga/0/"])
def test_personal_pages_are_kept_by_nobody(client, ana, path):
    client.force_login(ana.user)
    headers = client.get(path).headers
    assert headers["Cache-Control"] == "no-store, private"
    assert "Cookie" in headers["Vary"] and "ETag" not in headers


def test_in_production_cookies_and_transport_are_locked_and_codes_are_dear_to_guess():
    env = os.environ | {"SITE_URL": "https://pmi.example", "DJANGO_SETTINGS_MODULE": "pangkalpinang_pmi.settings"}
    told = subprocess.run(  # nosec B603 # our own interpreter and words
        [sys.executable, "-c", ASK_SETTINGS], cwd=settings.BASE_DIR, env=env, capture_output=True, text=True, check=True
    )
    assert json.loads(told.stdout) == ["__Host-sesi", "__Host-csrf", *[True] * 5, 31536000, True, 2**14]


def test_with_https_even_the_first_middleware_says_so(client, settings):
    settings.SECURE_HSTS_SECONDS = 31536000
    assert client.get("/sehat/")["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains; preload"


def test_an_uploaded_document_is_saved_and_never_opened_here(client, db):
    paper = get_document_model().objects.create(title="Panduan", file=ContentFile(b"%PDF-1.4 <script>", name="x.pdf"))
    answer = client.get(paper.url)
    b"".join(answer)
    answer.close()
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
