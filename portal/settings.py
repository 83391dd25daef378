"""One settings file, driven by the environment (README.md has the table).

Without any variable the portal runs embedded: SQLite, files and mail under
var/, Celery over the file system. With DATABASE_URL and REDIS_URL the same
code runs on PostgreSQL and Redis.
"""

from datetime import timedelta
from pathlib import Path

import bootstrap_wrapper
import environ
from celery.schedules import crontab
from csp.constants import NONCE, NONE, SELF
from django.utils.translation import gettext_lazy as _

from portal.secrets import load_or_create_secret

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()

VAR_DIR = Path(env("PORTAL_VAR_DIR", default=str(BASE_DIR / "var")))
VAR_DIR.mkdir(parents=True, exist_ok=True)

DATABASE_URL = env("DATABASE_URL", default="")
REDIS_URL = env("REDIS_URL", default="")
IS_EMBEDDED = not DATABASE_URL

DEBUG = env.bool("DEBUG", default=False)
# Demo accounts sign in only while this is on; it is refused beside a real database.
# `make demo` leaves a mark beside its data, so that a plain `manage.py runserver` knows it too.
DEMO_MARK = VAR_DIR / "demo"
PORTAL_DEMO = env.bool("PORTAL_DEMO", default=IS_EMBEDDED and DEMO_MARK.exists())
SECRET_KEY = env("SECRET_KEY", default="") or load_or_create_secret(VAR_DIR / "secret_key")
# "localhost" always: the container's own health check asks by that name.
ALLOWED_HOSTS = [
    *env.list("ALLOWED_HOSTS", default=["127.0.0.1", "[::1]", "testserver"]),
    "localhost",
]
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
# The school's own name, on every page and document; the default is invented.
PORTAL_SCHOOL_NAME = env("PORTAL_SCHOOL_NAME", default="明德初级中学")
PORTAL_BASE_URL = env("PORTAL_BASE_URL", default="http://127.0.0.1:8000")

INSTALLED_APPS = [
    # A domain app is added by its one line here and nowhere else in the kernel.
    "research.training",
    "research.supervision",
    "research.activities",
    "research.observations",
    "research.lessons",
    "research.attendance",
    "research.timetable",
    "research.reflections",
    "reading",
    "projects",
    "mentoring",
    "portal.announcements",
    "portal.demo",
    "portal.dashboard",
    "portal.archive",
    "portal.agenda",
    "portal.deadlines",
    "portal.records",
    "portal.terms",
    "portal.people",
    "portal.imports",
    "portal.notices",
    "portal.jobs",
    "portal.ui",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "auditlog",
    "crispy_forms",
    "crispy_bootstrap5",
    "csp",
    "django_celery_beat",
    "django_filters",
    "django_fsm",
    "django_htmx",
    "django_prose_editor",
    "django_tables2",
    "import_export",
    "rules",
    "template_partials",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "portal.ui.middleware.PersonLanguageMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "auditlog.middleware.AuditlogMiddleware",
    "portal.people.middleware.RefusalAuditMiddleware",
    "portal.people.middleware.AccountGateMiddleware",
]

ROOT_URLCONF = "portal.urls"
WSGI_APPLICATION = "portal.wsgi.application"

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
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "portal.ui.templatetags.ui",
                "template_partials.templatetags.partials",
            ],
        },
    },
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

if DATABASE_URL:
    DATABASES = {"default": env.db_url_config(DATABASE_URL)}
    DATABASES["default"]["CONN_MAX_AGE"] = 60
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
else:
    DATABASES = {
        "default": {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": VAR_DIR / "portal.sqlite3",
            "OPTIONS": {
                # WAL alone still answers "database is locked" when a reader turns writer.
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": (
                    "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;"
                    " PRAGMA cache_size=-32000; PRAGMA mmap_size=268435456;"
                ),
            },
        }
    }

if REDIS_URL:
    CACHES = {
        "default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}
    }
else:
    CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
            "LOCATION": VAR_DIR / "cache",
        }
    }

AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = [
    "portal.people.backends.StaffBackend",
    "rules.permissions.ObjectPermissionBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 8},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"

ACCOUNT_ADAPTER = "portal.people.adapter.StaffAccountAdapter"
ACCOUNT_FORMS = {
    "login": "portal.people.forms.SignInForm",
    "change_password": "portal.people.forms.OwnPasswordForm",
    "reauthenticate": "portal.people.forms.PasswordAgainForm",
}
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_USER_MODEL_USERNAME_FIELD = "staff_number"
ACCOUNT_USER_DISPLAY = "portal.people.adapter.display_name"
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PRESERVE_USERNAME_CASING = True
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
# A whole school signs in from one address on an activity afternoon; what
# guards a person is the limit per name that was typed ("key").
ACCOUNT_RATE_LIMITS = {"login": "300/m/ip", "login_failed": "60/m/ip,5/5m/key"}
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("PORTAL_PROXY_COUNT", default=0)
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_ADAPTER = "portal.people.adapter.StaffMFAAdapter"
MFA_FORMS = {
    "authenticate": "portal.people.forms.second_factor.CodeForm",
    "reauthenticate": "portal.people.forms.second_factor.CodeAgainForm",
    "activate_totp": "portal.people.forms.second_factor.AppAddForm",
    "deactivate_totp": "portal.people.forms.second_factor.AppRemoveForm",
    "generate_recovery_codes": "portal.people.forms.second_factor.CodesMakeForm",
    "add_webauthn": "portal.people.forms.second_factor.PasskeyAddForm",
    "edit_webauthn": "portal.people.forms.second_factor.PasskeyNameForm",
    "authenticate_webauthn": "portal.people.forms.second_factor.PasskeyForm",
    "login_webauthn": "portal.people.forms.second_factor.PasskeyLoginForm",
    "reauthenticate_webauthn": "portal.people.forms.second_factor.PasskeyAgainForm",
}
MFA_TOTP_TOLERANCE = 1
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = DEBUG
# Printed first passwords stop working after this long.
PORTAL_FIRST_PASSWORD_DAYS = env.int("PORTAL_FIRST_PASSWORD_DAYS", default=14)
# A printed sheet of first passwords can be opened again for so long, then it is removed.
PORTAL_SLIPS_HOURS = env.int("PORTAL_SLIPS_HOURS", default=24)
# An import of the roster can be undone for so long; what the sheet said is kept so long.
PORTAL_IMPORT_UNDO_DAYS = env.int("PORTAL_IMPORT_UNDO_DAYS", default=7)
PORTAL_IMPORT_ROWS_DAYS = env.int("PORTAL_IMPORT_ROWS_DAYS", default=30)
# What the audit keeps; the law asks for six months at least.
PORTAL_AUDIT_DAYS = max(183, env.int("PORTAL_AUDIT_DAYS", default=730))

# Who must sign in with a second factor; the demo switches the policy off.
PORTAL_MFA_REQUIRED_ROLES = env.list(
    "PORTAL_MFA_REQUIRED_ROLES",
    default=[] if PORTAL_DEMO else ["administrator", "research_office", "principal"],
)

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", _("Simplified Chinese")), ("en", _("English"))]
LOCALE_PATHS = [
    BASE_DIR / "locale",
    BASE_DIR / "portal" / "documents" / "locale",
    BASE_DIR / "portal" / "sheets" / "locale",
]
USE_I18N = True
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = Path(env("PORTAL_STATIC_ROOT", default=str(VAR_DIR / "static")))
# Bootstrap comes out of its package; nothing of others is copied into the repository.
STATICFILES_DIRS = [BASE_DIR / "static", ("bootstrap", bootstrap_wrapper.get_bootstrap_dir())]
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": VAR_DIR / "files"},
    },
    "staticfiles": {
        "BACKEND": "portal.ui.static_storage.HashedStaticStorage"
        if not DEBUG
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
MEDIA_ROOT = VAR_DIR / "files"
WHITENOISE_USE_FINDERS = DEBUG or not (STATIC_ROOT / "staticfiles.json").exists()
WHITENOISE_AUTOREFRESH = DEBUG
SENDFILE_BACKEND = env("SENDFILE_BACKEND", default="django_sendfile.backends.simple")
SENDFILE_ROOT = MEDIA_ROOT
SENDFILE_URL = "/protected/"
PORTAL_UPLOAD_MAX_MB = env.int("PORTAL_UPLOAD_MAX_MB", default=20)
# Fewest and most weeks of a term that need no second look.
PORTAL_TERM_WEEKS = env.list("PORTAL_TERM_WEEKS", cast=int, default=[18, 22])
# What lies with a reviewer longer than this also appears in the office's queue.
PORTAL_REVIEW_FALLTHROUGH_WORKING_DAYS = env.int(
    "PORTAL_REVIEW_FALLTHROUGH_WORKING_DAYS", default=5
)
# How long a bulk acceptance can be undone as one.
PORTAL_REVIEW_UNDO_DAYS = env.int("PORTAL_REVIEW_UNDO_DAYS", default=7)
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024

EMAIL_CONFIG = env.email_url("EMAIL_URL", default="filemail://")
vars().update(EMAIL_CONFIG)
EMAIL_FILE_PATH = VAR_DIR / "mail"
DEFAULT_FROM_EMAIL = env("DEFAULT_FROM_EMAIL", default="portal@localhost")

# A worker holds a job this long without a heartbeat; then another may take it.
PORTAL_JOB_LEASE_SECONDS = env.int("PORTAL_JOB_LEASE_SECONDS", default=60)
PORTAL_JOB_LEASE = timedelta(seconds=PORTAL_JOB_LEASE_SECONDS)
PORTAL_JOB_LONGEST_SECONDS = env.int("PORTAL_JOB_LONGEST_SECONDS", default=2 * 3600)
PORTAL_JOB_RESULT_DAYS = env.int("PORTAL_JOB_RESULT_DAYS", default=7)

# A week with fewer working days than this asks nothing of a rhythm.
PORTAL_WEEK_MIN_WORKING_DAYS = env.int("PORTAL_WEEK_MIN_WORKING_DAYS", default=3)
# Reminders leave on working days between these two, and at any time on the day itself.
PORTAL_DIGEST_START = env("PORTAL_DIGEST_START", default="07:30")
PORTAL_DIGEST_END = env("PORTAL_DIGEST_END", default="20:30")
# A worker that has not settled a mail by then is taken for dead; a server must answer sooner.
PORTAL_MAIL_LEASE_SECONDS = env.int("PORTAL_MAIL_LEASE_SECONDS", default=300)
EMAIL_TIMEOUT = env.int("PORTAL_MAIL_TIMEOUT_SECONDS", default=30)
PORTAL_NOTICE_DAYS = max(400, env.int("PORTAL_NOTICE_DAYS", default=730))

CELERY_BROKER_URL = REDIS_URL or "filesystem://"
if REDIS_URL:
    # A page that rings the bell must not wait for a broker that is down.
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "max_retries": 1,
        "interval_start": 0,
        "socket_connect_timeout": 2,
        "socket_timeout": 10,
    }
else:
    _broker = VAR_DIR / "broker"
    for _name in ("queue", "processed", "control"):
        (_broker / _name).mkdir(parents=True, exist_ok=True)
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "data_folder_in": _broker / "queue",
        "data_folder_out": _broker / "queue",
        "processed_folder": _broker / "processed",
        "control_folder": _broker / "control",
    }
CELERY_TIMEZONE = TIME_ZONE
CELERY_TASK_IGNORE_RESULT = True
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
# Written after each task: /readyz reads there when the beat last beat.
CELERY_BEAT_SYNC_EVERY = 1
CELERY_RESULT_EXPIRES = None
CELERY_BEAT_SCHEDULER = "django_celery_beat.schedulers:DatabaseScheduler"
CELERY_BEAT_SCHEDULE = {
    # A bell that nobody heard in time is rung again anyway, so it need not pile up.
    "run-due-jobs": {
        "task": "portal.jobs.tasks.run_due_jobs",
        "schedule": 30.0,
        "options": {"expires": 25},
    },
    "remove-old-results": {
        "task": "portal.jobs.tasks.remove_old_results",
        "schedule": crontab(hour="3", minute="20"),
    },
    "remove-expired": {
        "task": "portal.people.tasks.remove_expired",
        "schedule": crontab(minute="50"),
    },
    "send-deliveries": {"task": "portal.notices.tasks.send_deliveries", "schedule": 60.0},
    "forget-notices": {
        "task": "portal.notices.tasks.forget_notices",
        "schedule": crontab(hour=3, minute=25),
    },
    "clear-old-drafts": {
        "task": "portal.records.tasks.clear_old_drafts",
        "schedule": crontab(hour=3, minute=40),
    },
    "admit-newcomers": {
        "task": "portal.announcements.tasks.admit_newcomers",
        "schedule": crontab(hour=6, minute=30),
    },
    "sweep-reminders": {
        "task": "portal.deadlines.tasks.sweep_reminders",
        "schedule": crontab(minute="*/10"),
    },
}

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF, "data:", "blob:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
_over_https = not DEBUG and not PORTAL_DEMO and not IS_EMBEDDED
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = env.bool("PORTAL_HTTPS", default=_over_https)
# Believed only where a proxy of ours sets it; elsewhere anybody could.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if SESSION_COOKIE_SECURE else None
SECURE_HSTS_SECONDS = env.int(
    "SECURE_HSTS_SECONDS", default=31536000 if SESSION_COOKIE_SECURE else 0
)
# Keeps a form that was sent after its session had ended (portal.records.views.held).
CSRF_FAILURE_VIEW = "portal.records.views.held.csrf_failure"
SESSION_COOKIE_HTTPONLY = True
# A borrowed machine forgets its user when the browser closes, and after a working
# day at the latest; a device called one's own at sign-in stays signed in.
SESSION_COOKIE_AGE = 12 * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
PORTAL_OWN_DEVICE_AGE = env.int("PORTAL_OWN_DEVICE_DAYS", default=30) * 24 * 3600

CRISPY_ALLOWED_TEMPLATE_PACKS = CRISPY_TEMPLATE_PACK = "bootstrap5"
DJANGO_TABLES2_TEMPLATE = "components/table.html"
IMPORT_EXPORT_ESCAPE_FORMULAE_ON_EXPORT = True

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": env("LOG_LEVEL", default="INFO")},
}
