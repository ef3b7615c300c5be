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
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
CELERY_BROKER_URL = "memory://"
STATIC_ROOT, WHITENOISE_USE_FINDERS = None, True  # static files straight from their folders, without collecting
STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
