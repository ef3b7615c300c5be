import os
import subprocess
import sys

import pytest
from django.conf import settings

from pangkalpinang_pmi.tests.running import database_url

ASKS = """
import pangkalpinang_pmi.wsgi
from cases.tasks import match_returnees as task
print(task.app.main, task.app.connection_for_write().transport_cls)
"""


@pytest.mark.django_db(transaction=True)  # what starts there leaves a row behind
def test_what_a_page_asks_of_a_worker_goes_to_our_broker():
    """Without the app of the project Celery speaks to a broker of its own invention, and pages wait for the clock."""
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "pangkalpinang_pmi.tests.settings_running",
        "DATABASE_URL": database_url(),
        "EMAIL_URL": "smtp://127.0.0.1:1",
    }
    command = [sys.executable, "-c", ASKS]
    done = subprocess.run(
        command, env=environment, cwd=settings.BASE_DIR, check=True, capture_output=True, text=True, timeout=60
    )
    assert done.stdout.split() == ["pangkalpinang_pmi", "redis"]
