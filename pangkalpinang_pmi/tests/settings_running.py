"""The tests' settings, for servers that run beside them in processes of their own: a real broker and real mail."""

import re

from pangkalpinang_pmi.settings_test import *  # noqa: F403
from pangkalpinang_pmi.settings_test import env

DEMO = True  # the second factor has tests of its own
REDIS_URL = env("REDIS_URL")
CELERY_BROKER_URL = re.sub(r"^unix://([^?]+).*", r"redis+socket://\1?virtual_host=2", REDIS_URL)
vars().update(env.email_url("EMAIL_URL"))
