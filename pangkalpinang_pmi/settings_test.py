# ruff: noqa: E402, F403 - the environment must stand before the settings are read
import os
import tempfile

from dev import environment, services

services.provide("test", fast=True, complete=True)
MEDIA = tempfile.TemporaryDirectory(prefix="pmi-media-")  # goes when the run ends
os.environ.update(environment.FOR_TESTS | {"MEDIA_ROOT": MEDIA.name})

from pangkalpinang_pmi.settings import *

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
CELERY_BROKER_URL = "memory://"
