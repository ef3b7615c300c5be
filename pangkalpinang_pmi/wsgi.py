import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pangkalpinang_pmi.settings")
application = get_wsgi_application()

from accounts import key_canary  # noqa: E402 - the models stand only now

key_canary.assert_keys_fit()
