# ruff: noqa: E402, F403, I001 - the environment must stand before the settings are read
import os
import tempfile

from dev import environment, services

services.provide("test", fast=True, complete=True)
os.environ.update(environment.new_secrets() | {"SITE_URL": "http://testserver", "DEBUG": "0", "DEMO": "0"})

from pangkalpinang_pmi.settings import *

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
CELERY_BROKER_URL = "memory://"
MEDIA_ROOT = tempfile.mkdtemp(prefix="pmi-media-")
