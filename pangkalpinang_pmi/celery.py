import os
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pangkalpinang_pmi.settings")
from celery import Celery
app=Celery("pmi"); app.config_from_object("django.conf:settings", namespace="CELERY")
