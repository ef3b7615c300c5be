"""The Celery app and everything that runs by itself, on one screen. Times are WIB."""

import os

from celery import Celery
from celery.schedules import crontab

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pangkalpinang_pmi.settings")

app = Celery("pangkalpinang_pmi")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks(["cases", "education", "pangkalpinang_pmi"])

# By name: the step needs the models, which stand only when the worker starts.
app.steps["worker"].add("pangkalpinang_pmi.worker_start:KeysFit")

# A tick that waits longer than its `expires` is dropped: the next one finds the same rows.
app.conf.beat_schedule = {
    "refresh-deadlines": {
        "task": "cases.refresh_deadlines",
        "schedule": crontab(hour=4, minute=30),
        "options": {"expires": 3600},
    },
    "plan-reminders": {
        "task": "cases.plan_reminders",
        "schedule": crontab(hour=6, minute=0),
        "options": {"expires": 3600},
    },
    "plan-escalations": {"task": "cases.plan_escalations", "schedule": 600.0, "options": {"expires": 590}},
    "send-reminders": {"task": "cases.send_reminders", "schedule": 60.0, "options": {"expires": 55}},
    "send-webhooks": {"task": "cases.send_webhooks", "schedule": 60.0, "options": {"expires": 55}},
    "find-duplicates": {
        "task": "cases.find_duplicates",
        "schedule": crontab(hour=2, minute=0),
        "options": {"expires": 3600},
    },
    "purge-expired": {
        "task": "cases.purge_expired",
        "schedule": crontab(hour=2, minute=15),
        "options": {"expires": 3600},
    },
    "resume-sheet-batches": {"task": "cases.resume_sheet_batches", "schedule": 30.0, "options": {"expires": 25}},
    "resume-returnee-lists": {"task": "cases.resume_returnee_lists", "schedule": 30.0, "options": {"expires": 25}},
    "resume-bast-batches": {"task": "cases.resume_bast_batches", "schedule": 30.0, "options": {"expires": 25}},
    "publish-scheduled": {"task": "education.publish_scheduled", "schedule": 300.0, "options": {"expires": 290}},
    "education-upkeep": {
        "task": "education.daily_upkeep",
        "schedule": crontab(hour=3, minute=30),
        "options": {"expires": 3600},
    },
    "check-outside-links": {
        "task": "education.check_outside_links",
        "schedule": crontab(hour=5, minute=15),
        "options": {"expires": 3600},
    },
    "warm-public-pages": {"task": "pangkalpinang_pmi.warm_pages", "schedule": 60.0, "options": {"expires": 55}},
    "beat-heartbeat": {"task": "pangkalpinang_pmi.heartbeat", "schedule": 30.0, "options": {"expires": 25}},
}
