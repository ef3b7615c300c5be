import os
import subprocess
import sys

import pytest
from django.conf import settings

from pangkalpinang_pmi.tests.running import PATIENCE, database_url

ASKS = """
import gc, sys
import pangkalpinang_pmi.wsgi
print("cases.views.register.registration" in sys.modules, gc.get_freeze_count() > 100_000)
from cases.tasks import match_returnees as task
print(task.app.main, task.app.connection_for_write().transport_cls)
"""


@pytest.mark.django_db(transaction=True)  # what starts there leaves a row behind
def test_a_web_process_starts_with_all_its_pages_and_speaks_to_our_broker():
    """Without the app of the project Celery speaks to a broker of its own invention, and pages wait for the clock."""
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "pangkalpinang_pmi.tests.settings_running",
        "DATABASE_URL": database_url(),
        "EMAIL_URL": "smtp://127.0.0.1:1",
    }
    command = [sys.executable, "-c", ASKS]
    done = subprocess.run(
        command, env=environment, cwd=settings.BASE_DIR, check=True, capture_output=True, text=True, timeout=PATIENCE
    )
    assert done.stdout.split() == ["True", "True", "pangkalpinang_pmi", "redis"]
