"""Settings, read from the environment; a missing or weak value stops the start with a clear message."""

from pathlib import Path

import environ
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from config.outgoing import read_mail, read_working_hours
from documents.fontlock import cache_directory

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()

DEBUG = env.bool("DEBUG", default=False)
DEMO = env.bool("DEMO", default=False)  # demo data, accounts shown on the sign-in page, mail to the console

SECRET_KEY = env.str("SECRET_KEY", default="")
if len(SECRET_KEY) < 50:
    raise ImproperlyConfigured("SECRET_KEY must be set to at least 50 random characters.")

ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["127.0.0.1", "localhost"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
SITE_URL = env.str("SITE_URL", default="http://127.0.0.1:8000" if DEBUG or DEMO else "").rstrip("/")
if not (DEBUG or DEMO) and not SITE_URL.startswith("https://"):
    raise ImproperlyConfigured(
        "SITE_URL must be the https:// address of the site: every letter prints it for good behind its QR code."
    )

INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_fsm",
    "django_filters",
    "django_htmx",
    "crispy_forms",
    "crispy_bootstrap5",
    "axes",
    "csp",
    "documents",
    "mediation",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "config.caching.NoStoreMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "config.language.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "config.cleaning.CleaningMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "axes.middleware.AxesMiddleware",
    "config.costly.CostlyMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

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
            ],
        },
    },
]

SQLITE_OPTIONS = {
    # IMMEDIATE: a deferred transaction that reads, then writes, fails under WAL instead of waiting.
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    # recursive_triggers: else REPLACE deletes the row it replaces without asking the trigger that freezes it.
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA recursive_triggers=ON;",
}
DATABASES = {"default": env.db_url("DATABASE_URL", default=f"sqlite:///{BASE_DIR / 'var' / 'db.sqlite3'}")}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = SQLITE_OPTIONS
else:
    # The URL may carry options of its own, such as the folder of a Unix socket.
    DATABASES["default"].setdefault("OPTIONS", {})["pool"] = env.bool("DATABASE_POOL", default=True)
PAGE_SECONDS = env.float("PAGE_SECONDS", default=5)  # that a page may spend in the database
FILE_SECONDS = env.float("FILE_SECONDS", default=90)  # that a file may: below the `timeout` of gunicorn.conf.py
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "mediation.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "mediation.models.signed_in.SignedIn",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "sign-in"
LOGIN_REDIRECT_URL = "desk"
LOGOUT_REDIRECT_URL = "sign-in"
AXES_VERBOSE = False  # no line at every start
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_TEMPLATE = "registration/locked.html"
# What its record of a wrong link leaves out: also what a worker answered through a link that has run out.
AXES_SENSITIVE_PARAMETERS = ["username", "ip_address", "satisfaction", "conduct", "performance", "note"]

LANGUAGE_CODE = env.str("LANGUAGE_CODE", default="zh-hans")
LANGUAGES = [("zh-hans", _("Simplified Chinese")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"

WORKING_HOURS = read_working_hours(env)  # in which people are reminded
MAIL = read_mail(env, to_console=DEBUG or DEMO)
SENDS_EMAIL = MAIL.sends
EMAIL_BACKEND, EMAIL_HOST, EMAIL_PORT = MAIL.backend, MAIL.host, MAIL.port
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = MAIL.user, MAIL.password
EMAIL_USE_TLS, EMAIL_USE_SSL = MAIL.tls, MAIL.ssl
EMAIL_TIMEOUT = 30  # seconds
DEFAULT_FROM_EMAIL = SERVER_EMAIL = MAIL.sender

STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = BASE_DIR / "static-collected"
STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder", "config.pressfonts.PressFontFinder"]  # fmt: skip
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
FONT_DIR = Path(env.str("FONT_DIR", default=str(cache_directory())))  # made by documents.foundry
# fonts that the office owns, by role: FONT_FANG, FONT_KAI, FONT_HEI, FONT_TITLE
OWN_FONTS = {
    role: Path(path)
    for role in ("fang", "kai", "hei", "title")
    if (path := env.str(f"FONT_{role.upper()}", default=""))
}

CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "form-action": ["'self'"],
        "frame-src": ["'self'"],
        "frame-ancestors": ["'self'"],
        "base-uri": ["'none'"],
    }
}
X_FRAME_OPTIONS = "SAMEORIGIN"  # the letter desk shows the preview in a frame of its own site
SILENCED_SYSTEM_CHECKS = ["security.W019"]  # which asks for DENY
SECURE = env.bool("SECURE", default=not (DEBUG or DEMO))  # served over TLS
SESSION_COOKIE_AGE = 8 * 60 * 60
SESSION_COOKIE_SECURE = SECURE
SESSION_COOKIE_HTTPONLY = True
CSRF_COOKIE_SECURE = SECURE
CSRF_COOKIE_HTTPONLY = True
SECURE_SSL_REDIRECT = SECURE
SECURE_HSTS_SECONDS = 31_536_000 if SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE
SECURE_HSTS_PRELOAD = SECURE
BEHIND_PROXY = env.bool("BEHIND_PROXY", default=False)  # one that sets X-Forwarded-Proto itself
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
SECURE_REFERRER_POLICY = "same-origin"

DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 1_000
DATA_UPLOAD_MAX_NUMBER_FILES = 20
FILE_UPLOAD_HANDLERS = [
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "mediation.uploads.receiving.CappedFileUploadHandler",
]
# Files that come in: bytes of one, of one from outside the union, of a case together; files of a case.
UPLOAD_MOST_BYTES = env.int("UPLOAD_MOST_MB", default=20) * 1024 * 1024
UPLOAD_MOST_BYTES_OUTSIDE = env.int("UPLOAD_MOST_MB_OUTSIDE", default=10) * 1024 * 1024
UPLOAD_MOST_BYTES_A_CASE = env.int("UPLOAD_MOST_MB_A_CASE", default=500) * 1024 * 1024
UPLOAD_MOST_FILES_A_CASE = env.int("UPLOAD_MOST_FILES_A_CASE", default=200)
ARCHIVE_NEEDS_VOLUME = env.bool("ARCHIVE_NEEDS_VOLUME", default=False)  # no archiving before a volume was made

# Electronic signatures of letters: "none", "pades" (a certificate of the union; needs requirements-signing.txt) or
# "service" (an external e-seal service). Docs: docs/print-shop.md, "Signing".
SIGNING = env.str("SIGNING", default="none") or "none"
if SIGNING not in ("none", "pades", "service"):
    raise ImproperlyConfigured("SIGNING must be none, pades or service.")
SIGNING_PKCS12 = env.str("SIGNING_PKCS12", default="")
SIGNING_PASSPHRASE_FILE = env.str("SIGNING_PASSPHRASE_FILE", default="")
SIGNING_URL = env.str("SIGNING_URL", default="")
SIGNING_TOKEN_FILE = env.str("SIGNING_TOKEN_FILE", default="")
SIGNING_TIMEOUT = env.float("SIGNING_TIMEOUT", default=10.0)  # seconds; other letters wait for the number meanwhile

# The area or tier of the minimum wage (最低工资标准) that holds here: decides which awards are final (LMA 47).
# Nothing published says which tier Zhuji has; while this is empty, only what holds under every tier is proposed.
MINIMUM_WAGE_AREA = env.str("MINIMUM_WAGE_AREA", default="")

# From which age (completed years, by the ID number) an applicant counts as an older worker. The 2024 notice names no
# age; 60 is that of the law on the rights of the elderly (老年人权益保障法 2).
OLDER_AGE = env.int("OLDER_AGE", default=60)

# The radar shows employers against whom so many workers came, in several cases, within so many days (practice, no law).
RADAR_DAYS = env.int("RADAR_DAYS", default=90)
RADAR_WORKERS = env.int("RADAR_WORKERS", default=3)

# Figures. No law fixes these numbers: a case counts as stuck after so many days without an act, as returned when the
# same worker has a new case against the same employer so many days after the end; counts of people below SMALL_CELL
# are not shown outside the unit that works on the cases.
STUCK_DAYS = env.int("STUCK_DAYS", default=30)
RETURN_DAYS = env.int("RETURN_DAYS", default=180)
SMALL_CELL = env.int("SMALL_CELL", default=5)

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "filters": {"discretion": {"()": "config.discretion.Discretion"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["discretion"]}},
    # Those that name addresses, before any handler; the handler looks again at everything.
    "loggers": {name: {"filters": ["discretion"]} for name in ("django.request", "django.security.csrf")}
    | {"pikepdf": {"level": "WARNING"}}  # says at every start that it has begun
    | {"django.server": {"filters": ["discretion"], "handlers": ["console"], "level": "INFO", "propagate": False}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", default="INFO")},
}
