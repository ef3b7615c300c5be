"""The tests' settings, for servers that run beside them in processes of their own: a real broker and real mail."""

from pangkalpinang_pmi.settings_test import *  # noqa: F403
from pangkalpinang_pmi.settings_test import env
from pangkalpinang_pmi.tests.broker import broker_url

DEMO = True  # the second factor has tests of its own
CELERY_BROKER_URL = broker_url()
SITE_URL = env("RUNNING_AT", default="http://127.0.0.1")
vars().update(env.email_url("EMAIL_URL"))
