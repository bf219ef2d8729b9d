"""All settings, from the environment; with none at all: embedded PostgreSQL and debug.

LANGMOI_HOME    folder of the embedded database and the log (./var)
DATABASE_URL    a PostgreSQL server of one's own instead of the embedded one
SECRET_KEY      needed when LANGMOI_PRODUCTION is set
LANGMOI_PRODUCTION  1 on a server: no debug, secure cookies
LANGMOI_HOSTS   host names that the server answers to, with commas
LANGMOI_TODAY   the day that the program takes for today (the demo's world is 2019)
PORT            port of `langmoi run` (8000)
LANGMOI_URL         address of the site, for links in mails (http://127.0.0.1:8000)
LANGMOI_MAIL_URL    mail server, like smtp+tls://user:password@host:587; without it mails are files
LANGMOI_MAIL_FROM   who mails are from
LANGMOI_QUIET       hours in which no mail goes out (20-6)
LANGMOI_EVIDENCE_MB  the largest evidence file in MB (20)
LANGMOI_CLAMD   where ClamAV's daemon listens: host:port or the path of its socket
LANGMOI_OIDC_URL     sign-in through the province's own accounts (OpenID Connect): address,
LANGMOI_OIDC_CLIENT  our name there,
LANGMOI_OIDC_SECRET  our secret there,
LANGMOI_OIDC_NAME    and what its button says
"""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

from config.mail import mail_folder, read_mail, read_quiet_hours
from config.sign_in import openid_connect, provider_origin
from langmoi.core.embedded import embedded_url, home

BASE_DIR = Path(__file__).resolve().parent.parent
NODE_MODULES = BASE_DIR / "node_modules"
PRODUCTION = os.environ.get("LANGMOI_PRODUCTION", "") not in ("", "0")
DEBUG = not PRODUCTION
SECRET_KEY = os.environ.get("SECRET_KEY", "" if PRODUCTION else "only-for-trials-on-this-machine")
if not SECRET_KEY:
    raise ImproperlyConfigured(
        "Chạy thật (LANGMOI_PRODUCTION) cần biến SECRET_KEY: một chuỗi dài, ngẫu nhiên, giữ kín."
    )
ALLOWED_HOSTS = os.environ.get("LANGMOI_HOSTS", "127.0.0.1,localhost").split(",")


def _database(url: str) -> dict[str, object]:
    """Django's database settings for postgresql://user:password@host:port/name?host=folder."""
    parts = urlsplit(url)
    if parts.scheme not in ("postgresql", "postgres"):
        raise ImproperlyConfigured(
            "DATABASE_URL không phải địa chỉ PostgreSQL. Hãy ghi như "
            "postgresql://nguoi_dung:mat_khau@may_chu:5432/langmoi."
        )
    options = {key: values[-1] for key, values in parse_qs(parts.query).items()}
    options.setdefault("connect_timeout", "10")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")) or "postgres",
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or options.pop("host", ""),
        "PORT": str(parts.port or ""),
        "OPTIONS": options,
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }


DATABASES = {"default": _database(os.environ.get("DATABASE_URL") or embedded_url())}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.sessions",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django_htmx",
    "allauth",
    "allauth.account",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.mfa",
    "langmoi.core",
    "langmoi.places",
    "langmoi.people",
    "langmoi.reporting",
    "langmoi.direction",
    "langmoi.delegations",
    "langmoi.difficulties",
    "langmoi.staffing",
    "langmoi.funding",
    "langmoi.registers",
    "langmoi.surveys",
    "langmoi.recognition",
    "langmoi.committee",
    "langmoi.lawdesk",
    "langmoi.public",
    "langmoi.notices",
    "langmoi.practices",
    "langmoi.programme",
    "langmoi.publishing",
    "langmoi.web",
]
MIDDLEWARE = [
    "langmoi.web.middleware.TextGZipMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "langmoi.web.middleware.TodayMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "langmoi.web.people.session.RightsMiddleware",
    "langmoi.web.middleware.BrokenRuleMiddleware",
]
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "langmoi/web/templates"],
        "APP_DIRS": False,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "langmoi.web.context.frame",
            ],
            "builtins": ["langmoi.web.templatetags.lm"],
            "libraries": {"lm": "langmoi.web.templatetags.lm"},
        },
    }
]

AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = ["langmoi.web.people.backend.KeptPeopleBackend"]
LOGIN_URL = "sign_in"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "sign_in"
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "langmoi.people.passwords.NotOnesOwnNameValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
# Codes used once and counts of tries must be the same for every server process.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "people_cache",
    }
}

ACCOUNT_ADAPTER = "langmoi.web.people.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # addresses are entered by those who manage people
ACCOUNT_EMAIL_NOTIFICATIONS = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_FORMS = {
    "login": "langmoi.web.people.forms.SignInForm",
    "change_password": "langmoi.web.people.forms.ChangePasswordForm",
    "reauthenticate": "langmoi.web.people.forms.ConfirmPasswordForm",
}
# Failures to sign in are counted by langmoi.people.sign_in, exactly and for all processes.
ACCOUNT_RATE_LIMITS = {"login_failed": None, "login": None}
MFA_ADAPTER = "langmoi.web.people.adapters.MFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Làng Mới"
MFA_TOTP_TOLERANCE = 1
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_FORMS = {
    "authenticate": "langmoi.web.people.forms.CodeForm",
    "activate_totp": "langmoi.web.people.forms.ActivateCodeForm",
    "reauthenticate": "langmoi.web.people.forms.ConfirmCodeForm",
}
SOCIALACCOUNT_ADAPTER = "langmoi.web.people.adapters.SocialAdapter"
SOCIALACCOUNT_EMAIL_VERIFICATION = "none"
SOCIALACCOUNT_PROVIDERS = openid_connect(os.environ)
SESSION_ENGINE = "langmoi.web.people.sessions"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = PRODUCTION
SECURE_CONTENT_TYPE_NOSNIFF = True
X_FRAME_OPTIONS = "DENY"
# Pages hold no script and no style sheet of their own: only files of the site are taken.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        # A form that begins the sign-in at the province's provider is led on there.
        "form-action": ["'self'", *provider_origin(os.environ)],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
    }
}

SITE_URL = os.environ.get("LANGMOI_URL", "http://127.0.0.1:8000")
MAIL = read_mail(os.environ)
EMAIL_BACKEND = MAIL.backend
EMAIL_FILE_PATH = mail_folder(home())
EMAIL_HOST, EMAIL_PORT = MAIL.host, MAIL.port
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = MAIL.user, MAIL.password
EMAIL_USE_TLS, EMAIL_USE_SSL = MAIL.use_tls, MAIL.use_ssl
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = os.environ.get("LANGMOI_MAIL_FROM", "langmoi@localhost")
QUIET_HOURS = read_quiet_hours(os.environ)

LANGUAGE_CODE = "vi"
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_I18N = True
USE_TZ = True
USE_THOUSAND_SEPARATOR = True
FORMAT_MODULE_PATH = "config.formats"
LOCALE_PATHS = [BASE_DIR / "config/locale"]

STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "static-build"
STATICFILES_DIRS = [
    BASE_DIR / "langmoi/web/static",
    ("tabler", NODE_MODULES / "@tabler/core/dist"),
    ("htmx", NODE_MODULES / "htmx.org/dist"),
    ("be-vietnam-pro", NODE_MODULES / "@fontsource/be-vietnam-pro"),
    ("inter", NODE_MODULES / "@fontsource/inter"),
]
WHITENOISE_USE_FINDERS = True
WHITENOISE_MAX_AGE = 0 if DEBUG else 3600

FILE_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
UPLOAD_LIMIT_BYTES = 20 * 1024 * 1024
EVIDENCE_LIMIT_BYTES = int(os.environ.get("LANGMOI_EVIDENCE_MB", "20")) * 1024 * 1024
CLAMD = os.environ.get("LANGMOI_CLAMD", "")
TODAY = os.environ.get("LANGMOI_TODAY", "")

home().mkdir(parents=True, exist_ok=True)  # with a server of one's own nothing else makes it
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {
        "file": {
            "class": "logging.handlers.RotatingFileHandler",
            "filename": home() / "langmoi.log",
            "maxBytes": 5_000_000,
            "backupCount": 3,
            "delay": True,
            "encoding": "utf-8",
            "formatter": "line",
        }
    },
    "root": {"handlers": ["file"], "level": "INFO"},
    "loggers": {"django.server": {"handlers": ["file"], "propagate": False}},
}
