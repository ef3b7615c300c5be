import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pangkalpinang_pmi.settings")
application = get_wsgi_application()

from accounts import key_canary  # noqa: E402 - the models stand only now
from pangkalpinang_pmi import celery  # noqa: E402, F401 - or what a page asks of a worker never reaches our broker
from pangkalpinang_pmi.loaded_pages import load_pages  # noqa: E402

key_canary.assert_keys_fit()
load_pages()
