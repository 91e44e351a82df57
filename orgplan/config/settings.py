"""Settings: one file, few variables, each typed in `environment.py` and described in docs/settings.md."""

from __future__ import annotations

from pathlib import Path

from csp.constants import NONCE, NONE, SELF
from django.utils.translation import gettext_lazy as _

from orgplan.config.environment import environment
from orgplan.config.reach import LISTS_BEFORE_OWN_WORK, PAGES_OF_PERFORMER  # noqa: F401 -- settings of who gets where
from orgplan.config.seams import SEAMS  # noqa: F401 -- a setting: `core.seams` reads it

BASE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = environment.data_dir

DEBUG = environment.debug
SECRET_KEY = environment.secret_key
ALLOWED_HOSTS = environment.hosts
CSRF_TRUSTED_ORIGINS = environment.origins

CITY = environment.city
ADMINISTRATION = environment.administration
ADDRESS = environment.address

INSTALLED_APPS = [
    "orgplan.api",
    "orgplan.home",
    "orgplan.folders",
    "orgplan.feeds",
    "orgplan.calendar",
    "orgplan.changes",
    "orgplan.almanac",
    "orgplan.scheduling",
    "orgplan.document_sets",
    "orgplan.preparation",
    "orgplan.scripts",
    "orgplan.planning",
    "orgplan.minutes",
    "orgplan.resources",
    "orgplan.quotas",
    "orgplan.availability",
    "orgplan.clashes",
    "orgplan.programmes",
    "orgplan.events",
    "orgplan.instructions",
    "orgplan.notices",
    "orgplan.webhooks",
    "orgplan.documents",
    "orgplan.directory",
    "orgplan.search",
    "orgplan.saved_views",
    "orgplan.jobs",
    "orgplan.accounts",
    "orgplan.audit",
    "orgplan.core",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "django_htmx",
    "template_partials",
    "csp",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "orgplan.accounts.middleware.SignInMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "orgplan.audit.middleware.AuditRequestMiddleware",
]

ROOT_URLCONF = "orgplan.config.urls"
WSGI_APPLICATION = "orgplan.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["orgplan.core.templatetags.ui"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "orgplan.config.navigation.frame",
            ],
        },
    },
]
FORM_RENDERER = "orgplan.core.fields.FormRenderer"
DATABASES = {"default": environment.database}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

FORM_BOUNDS = environment.form_bounds
WEBHOOKS_NETWORKS, REPEAT_HOURS = environment.webhooks_networks, environment.repeat_hours
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["orgplan.accounts.backends.SignInBackend"]
SIGN_IN_PROVIDER = environment.provider
SESSION_COOKIE_AGE = 30 * 86_400  # the bound of the cookie; a session ends by the terms of its role
#: An assistant never enters the first on behalf of a leader, and writes in the others by the narrower right already.
ROOMS_OF_THE_PERSON = frozenset(("accounts", "api", "webhooks"))
ROOMS_OF_DECISIONS = frozenset(
    ["home", "planning", "events", "changes", "documents", "notices", "instructions", "minutes"]
)
LOGIN_URL = LOGOUT_REDIRECT_URL = "accounts:sign_in"
LOGIN_REDIRECT_URL = "home:today"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

LANGUAGE_CODE = "ru"
LANGUAGES = [("ru", _("Russian")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = environment.time_zone
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = environment.static_dir
STATICFILES_DIRS = [BASE_DIR.parent / "build" / "assets"] if (BASE_DIR.parent / "build" / "assets").is_dir() else []
STORAGES = {
    "default": {"BACKEND": "orgplan.core.storing.WholeFiles", "OPTIONS": {"location": DATA_DIR / "files"}},
    "staticfiles": {"BACKEND": "orgplan.core.statics.HashedStatics"},
}
FILE_UPLOAD_MAX_MEMORY_SIZE = 2_621_440
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000

globals().update(environment.mail)  # EMAIL_…: a server, or files in the data folder
DEFAULT_FROM_EMAIL = environment.mail_from

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [SELF],
        "manifest-src": [SELF],
    },
}
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = environment.https
SECURE_HSTS_SECONDS = 31_536_000 if environment.https else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if environment.https else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"without_secrets": {"()": "orgplan.feeds.masking.WithoutSecrets"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "filters": ["without_secrets"]}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
