"""The measure of things: Django with one view and nothing else. For gunicorn, in a process of its own."""

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpResponse
from django.urls import re_path

BODY = b"x" * int(os.environ.get("BENCH_BYTES", "1000"))
LENGTH = {"Content-Length": len(BODY)}  # otherwise it would travel in pieces, which costs more on both sides

if not settings.configured:
    settings.configure(ROOT_URLCONF=__name__, ALLOWED_HOSTS=["*"], SECRET_KEY="no secret is signed here")  # nosec B106

urlpatterns = [re_path("", lambda request: HttpResponse(BODY, headers=LENGTH))]
application = get_wsgi_application()
