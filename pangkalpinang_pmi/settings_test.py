# ruff: noqa: E402, F403, F405 - the environment must stand before the settings are read
import os
import tempfile

from dev import environment, servers, workers

MEDIA = tempfile.TemporaryDirectory(prefix="pmi-media-")  # goes when the run ends
servers.provide("test", fast=True, complete=True)
os.environ.update(environment.FOR_TESTS, MEDIA_ROOT=MEDIA.name)
os.environ["REDIS_URL"] = workers.cache_url(os.environ["REDIS_URL"])

from pangkalpinang_pmi.settings import *

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
RECEIPT_COST = 2**4
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
CELERY_BROKER_URL = "memory://"
# Static files straight from their folders, without collecting them or listing them anew for every client.
STATIC_ROOT, WHITENOISE_USE_FINDERS, WHITENOISE_AUTOREFRESH = None, True, True
STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
