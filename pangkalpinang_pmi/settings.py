import environ, os
from pathlib import Path
BASE_DIR = Path("/work/wt/setup")
env = environ.Env()
env.read_env(os.getcwd()+"/.env")
SECRET_KEY=env("SECRET_KEY"); DEBUG=False; ALLOWED_HOSTS=["*"]
DATABASES={"default": env.db("DATABASE_URL")}
INSTALLED_APPS=["pangkalpinang_pmi","django.contrib.auth","django.contrib.contenttypes","django.contrib.sessions","django.contrib.admin","django.contrib.messages","django.contrib.staticfiles",
 "wagtail.contrib.forms","wagtail.contrib.redirects","wagtail.embeds","wagtail.sites","wagtail.users","wagtail.snippets","wagtail.documents","wagtail.images","wagtail.search","wagtail.admin","wagtail","modelcluster","taggit"]
MIDDLEWARE=["django.contrib.sessions.middleware.SessionMiddleware","django.contrib.auth.middleware.AuthenticationMiddleware","django.contrib.messages.middleware.MessageMiddleware"]
ROOT_URLCONF="pangkalpinang_pmi.urls"; STATIC_URL="/static/"; STATIC_ROOT=os.getcwd()+"/staticfiles"
STORAGES={"default":{"BACKEND":"django.core.files.storage.FileSystemStorage"},"staticfiles":{"BACKEND":"whitenoise.storage.CompressedManifestStaticFilesStorage"}}
WSGI_APPLICATION="pangkalpinang_pmi.wsgi.application"
TEMPLATES=[{"BACKEND":"django.template.backends.django.DjangoTemplates","APP_DIRS":True,"OPTIONS":{"context_processors":["django.contrib.auth.context_processors.auth","django.contrib.messages.context_processors.messages","django.template.context_processors.request"]}}]
WAGTAIL_SITE_NAME="x"; DEFAULT_AUTO_FIELD="django.db.models.BigAutoField"
MANIFEST_STRICT=False
CELERY_BROKER_URL="redis+socket"+env("REDIS_URL").removeprefix("unix").replace("db=","virtual_host=")
