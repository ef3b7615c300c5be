"""All settings, read once from the environment. `.env.example` explains each one, `checks.py` refuses weak ones."""

import re
from pathlib import Path
from urllib.parse import urlsplit

import environ
import pghistory
from csp.constants import NONE, SELF

from pangkalpinang_pmi.middleware import static_headers

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.FileAwareEnv()  # any variable may come from a file: FIELD_KEYS_FILE=/run/credentials/field_keys
env.read_env(BASE_DIR / ".env")

DEBUG = env.bool("DEBUG", default=False)
DEMO = env.bool("DEMO", default=False)
SECRET_KEY = env("SECRET_KEY")
FIELD_KEYS = env("FIELD_KEYS")
BLIND_INDEX_KEYS = env("BLIND_INDEX_KEYS")
RECEIPT_KEY, RECEIPT_COST = env("RECEIPT_KEY"), 2**14  # 16 MB and some 50 ms to try one code
SITE_URL = env("SITE_URL", default="http://127.0.0.1:8000").rstrip("/")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["127.0.0.1", "localhost"])
WEBHOOK_HOSTS = env.list("WEBHOOK_HOSTS", default=[])
MEDIA_ROOT = env("MEDIA_ROOT", default=str(BASE_DIR / "media"))
DEFAULT_FROM_EMAIL = env("DEFAULT_FROM_EMAIL", default="portal-pmi@localhost")
SITE_IS_HTTPS = urlsplit(SITE_URL).scheme == "https"

INSTALLED_APPS = [
    "accounts",
    "cases",
    "education",
    "pangkalpinang_pmi",  # last word on system checks and start-up
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "wagtail.contrib.forms",
    "wagtail.contrib.redirects",
    "wagtail.contrib.settings",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "pgtrigger",
    "pghistory",
    "crispy_forms",
    "django_htmx",
    "csp",
    "django.contrib.admin.apps.SimpleAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]
MIDDLEWARE = [
    "pangkalpinang_pmi.middleware.AlwaysThere",  # liveness and /darurat/: before anything that may be down
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "pangkalpinang_pmi.kept_pages.KeptPages",  # public pages from memory, with the headers of all that follow
    "pangkalpinang_pmi.middleware.PrivacyHeaders",
    "csp.middleware.CSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "pangkalpinang_pmi.without_database.WithoutDatabase",  # public forms say that nothing can be kept, and give back
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "accounts.middleware.ActorMiddleware",
    "accounts.middleware.SessionLimits",
    "accounts.middleware.RefusalLog",
    "accounts.middleware.SignInRequired",
    "accounts.middleware.ChooseOffice",
    "accounts.middleware.SecondFactor",
    "education.middleware.Cms",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "pangkalpinang_pmi.middleware.NotAllowedPage",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
]
ROOT_URLCONF = "pangkalpinang_pmi.urls"
WSGI_APPLICATION = "pangkalpinang_pmi.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "pangkalpinang_pmi.navigation.site",
            ],
            "libraries": {"lucide": "lib.icons"},
        },
    }
]

# --- database: every view is one transaction; dead connections are noticed before use
DATABASES = {"default": env.db("DATABASE_URL") | dict(ATOMIC_REQUESTS=True, CONN_MAX_AGE=60, CONN_HEALTH_CHECKS=True)}
options = DATABASES["default"].setdefault("OPTIONS", {})
options |= dict(connect_timeout=3, keepalives_idle=10, keepalives_interval=5, keepalives_count=2, tcp_user_timeout=8000)
# Our triggers ask for it, and meet an error in every row where it is missing (decision 31).
options["options"] = f"{options.get('options', '')} -c pgtrigger.ignore={{}}".strip()
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- cache and broker: the cache falls back to the database, the broker may be lost without losing a reminder
REDIS_URL = env("REDIS_URL", default="redis://127.0.0.1:6379/0")
CACHES = {
    "default": {"BACKEND": "pangkalpinang_pmi.cache.FailoverCache", "LOCATION": REDIS_URL},
    "database": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache_table"},
}
# Celery spells a socket differently from the cache, and gets a database of its own.
CELERY_BROKER_URL = re.sub(r"^unix://([^?]+).*", r"redis+socket://\1?virtual_host=1", REDIS_URL)
CELERY_TASK_IGNORE_RESULT = True
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_TIME_LIMIT = 300
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 3600,
    "unacked_restore_interval": 10,
    "socket_timeout": 5,
    "socket_connect_timeout": 2,
}
CELERY_TIMEZONE = "Asia/Jakarta"

# --- who signs in and how
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["pangkalpinang_pmi.permissions.RoleBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
WORK_IN_HAND = "cases.rules.casework.handover"  # what accounts asks before somebody's term ends (decision 10)
LOGIN_URL = "sign_in"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "accounts.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = "strict"
ACCOUNT_FORMS = {
    "login": "accounts.forms.sign_in.SignInForm",
    "change_password": "accounts.forms.sign_in.PasswordForm",
    "reauthenticate": "accounts.forms.sign_in.ConfirmByPasswordForm",
}
ACCOUNT_PRESERVE_USERNAME_CASING = False  # a telephone begins with a capital letter
# allauth's own limits stay: 5 wrong passwords in 5 minutes for an account, 10 a minute for an address.
# Many families may sit behind one address: up to `report` their reports pass, then somebody looks twice at them, and
# past `report_flood` three digits have to be copied; no report is turned away.
ACCOUNT_RATE_LIMITS = {
    "activate": "10/m/ip,5/5m/key",
    "check_letter": "30/m/ip",
    "page_feedback": "20/h/ip",
    "report": "10/h/ip",
    "report_flood": "60/h/ip",
    "report_message": "30/h/key",
    "renew_code": "5/h/key",
    "offer_check": "120/h/ip",
    "offer": "10/h/ip",
    "offer_flood": "60/h/ip",
    "follow": "20/10m/ip",
    "follow_all": "600/m/key",
}
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_REAUTHENTICATION_REQUIRED = True
MFA_ADAPTER = "accounts.adapter.MFAAdapter"
MFA_FORMS = {
    "authenticate": "accounts.forms.sign_in.CodeForm",
    "reauthenticate": "accounts.forms.sign_in.ConfirmByCodeForm",
    "activate_totp": "accounts.forms.sign_in.SetUpAppForm",
}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Lindungi PMI Pangkalpinang"
USERSESSIONS_TRACK_ACTIVITY = False
# Behind the proxy of a real installation the client's address is the one the proxy appended.
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if SITE_IS_HTTPS else 0

# --- cookies and headers follow the scheme of SITE_URL
COOKIE_PREFIX = "__Host-" if SITE_IS_HTTPS else ""
SESSION_ENGINE = "accounts.session_store"
SESSION_COOKIE_NAME = f"{COOKIE_PREFIX}sesi"
CSRF_COOKIE_NAME = f"{COOKIE_PREFIX}csrf"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = SITE_IS_HTTPS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 7 * 24 * 3600  # the longest any session may live; accounts.middleware ends them earlier
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_TRUSTED_ORIGINS = [SITE_URL]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if SITE_IS_HTTPS else None
SECURE_REDIRECT_EXEMPT = [r"^sehat/$", r"^siap/$"]
SECURE_HSTS_SECONDS = 31536000 if SITE_IS_HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = SITE_IS_HTTPS
SECURE_REFERRER_POLICY = SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "media-src": [SELF],
        "manifest-src": [SELF],
        "worker-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
    }
}

# --- language, time, numbers
LANGUAGE_CODE = "id"
TIME_ZONE = "Asia/Jakarta"
USE_TZ = True
USE_THOUSAND_SEPARATOR = True
FORMAT_MODULE_PATH = ["pangkalpinang_pmi.formats"]

# --- files
STATIC_URL = "/static/"
WHITENOISE_ADD_HEADERS_FUNCTION = static_headers
STATIC_ROOT = BASE_DIR / "staticfiles"
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_URL = "/media/"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
DATA_UPLOAD_MAX_NUMBER_FILES = 20
FILE_UPLOAD_HANDLERS = [
    "lib.upload_handler.NeverOnDisk",
    # For the pictures of public pages, which the first leaves alone.
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

# --- mail
EMAIL_CONFIG = env.email_url("EMAIL_URL", default="consolemail://")
vars().update(EMAIL_CONFIG)
EMAIL_TIMEOUT = 10

# --- forms and pages
CRISPY_TEMPLATE_PACK = "pmi"
CRISPY_ALLOWED_TEMPLATE_PACKS = ["pmi"]
FORM_RENDERER = "django.forms.renderers.DjangoTemplates"
WAGTAIL_SITE_NAME = "Lindungi PMI Pangkalpinang"
WAGTAILADMIN_BASE_URL = SITE_URL
WAGTAIL_CONTENT_LANGUAGES = WAGTAILADMIN_PERMITTED_LANGUAGES = [("id", "Bahasa Indonesia")]
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = WAGTAIL_ENABLE_WHATS_NEW_BANNER = WAGTAIL_I18N_ENABLED = False
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database", "SEARCH_CONFIG": "indonesian"}}
WAGTAILEMBEDS_FINDERS = []
WAGTAIL_USER_TIME_ZONES = ["Asia/Jakarta"]
WAGTAILDOCS_EXTENSIONS = ["pdf", "mp3"]
WAGTAILDOCS_INLINE_CONTENT_TYPES = []  # saved, never opened inside our own site
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 5 * 1024 * 1024
# Passwords and addresses are allauth's business, under /akun/.
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = WAGTAIL_PASSWORD_RESET_ENABLED = WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
EMERGENCY_PAGE_FILE = Path(MEDIA_ROOT) / "darurat.html"
EDITION_FILE = Path(MEDIA_ROOT) / "edisi.txt"  # education.edition

# --- history: who acted is stamped on every write by accounts.acting
PGHISTORY_APPEND_ONLY = True
PGHISTORY_CONTEXT_FIELD = pghistory.ContextJSONField()

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"secrets": {"()": "pangkalpinang_pmi.logs.MaskSecrets"}},
    "formatters": {"plain": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain", "filters": ["secrets"]}},
    "root": {"handlers": ["console"], "level": "INFO"},
    # Wagtail says every saved page and every index update.
    "loggers": {name: {"level": "WARNING"} for name in ("wagtail", "django_tasks")},
}
