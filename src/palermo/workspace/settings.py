"""Django's settings, made from the profile. Closed by default: nothing is served to a stranger unless a setting says so."""

from importlib.resources import files
from pathlib import Path

from palermo import __version__
from palermo.workspace import state
from palermo.workspace.attachments.limits import LARGEST
from palermo.workspace.notices import postbox

_HERE = Path(str(files("palermo.workspace")))
PROFILE = state.profile()
TEAM = PROFILE.name == "team"
PUBLIC = PROFILE.public

SECRET_KEY = state.secret_key()
DEBUG = False
ALLOWED_HOSTS = [PROFILE.host] if TEAM else ["localhost", "127.0.0.1", "[::1]"]
ROOT_URLCONF = "palermo.workspace.urls"
WSGI_APPLICATION = "palermo.workspace.wsgi.application"
DATABASES = {"default": PROFILE.database}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500
DATA_UPLOAD_MAX_NUMBER_FILES = 1
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]  # none lies about in a folder for all
FILE_UPLOAD_MAX_MEMORY_SIZE = LARGEST + 1_000_000  # a larger request brings no file
CAPTURES = state.captures()
READ_LOG_DAYS = 90  # how long it is kept who read an item under embargo

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.forms",
    "palermo.workspace.accounts",
    "palermo.workspace.pages",
    "palermo.workspace.commission",
    "palermo.workspace.attachments",
    "palermo.workspace.notices",
    "palermo.workspace.leaving",
    "palermo.workspace.interface",
    "allauth",
    "allauth.account",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.mfa",
]
MIDDLEWARE = [
    "palermo.workspace.security.headers",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "palermo.workspace.interface.door.by_token",
    "palermo.workspace.security.closed_by_default",
    "palermo.workspace.commission.guests.only_the_table",
    "django.middleware.common.CommonMiddleware",  # inside: where a stroke is missing, strangers are not led to what exists
    "palermo.workspace.when.dated",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [_HERE / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "palermo.workspace.when.context",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "palermo.workspace.pages.templatetags.palermo",
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

CACHES = {
    # Rate limits: one process serves the site. Room for many, so that nobody pushes a count out by asking under many names.
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "OPTIONS": {"MAX_ENTRIES": 100_000}},
    "pages": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "pages",
        "OPTIONS": {"MAX_ENTRIES": 1000},  # of 20 to 200 kB each
    },
}

# Accounts -----------------------------------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "pages:home"
ACCOUNT_ADAPTER = "palermo.workspace.accounts.adapter.Invited"
SOCIALACCOUNT_ADAPTER = "palermo.workspace.accounts.adapter.InvitedElsewhere"
ACCOUNT_FORMS = {"signup": "palermo.workspace.accounts.forms.SignUp"}
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]  # a pseudonym will do; no address is asked for
ACCOUNT_EMAIL_VERIFICATION = "none"
POSTBOX = postbox.from_environment()  # None: nothing is ever sent. Only `notices` sends, to addresses that people gave for it
globals().update(postbox.settings(POSTBOX))
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_SESSION_REMEMBER = False
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "palermo"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not TEAM  # browsers accept passkeys on http://localhost only
SOCIALACCOUNT_ONLY = False
SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": state.identity_provider()}}

# What a browser may do -----------------------------------------------------------------------------------------------------------
SESSION_ENGINE = "palermo.workspace.sessions"
SESSION_COOKIE_AGE = 12 * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = TEAM
SESSION_COOKIE_NAME = "__Host-session" if TEAM else "palermo_session"
CSRF_COOKIE_NAME = "__Host-csrf" if TEAM else "palermo_csrf"
CSRF_FAILURE_VIEW = "palermo.workspace.pages.failures.lapsed"
CSRF_TRUSTED_ORIGINS = [PROFILE.url] if PROFILE.url else []
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TEAM else None
SECURE_SSL_REDIRECT = TEAM
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if TEAM else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = TEAM
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# Words, time, files --------------------------------------------------------------------------------------------------------------
LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("es", "Español")]
LOCALE_PATHS = [_HERE / "locale"]
TIME_ZONE = "UTC"
USE_TZ = True
STATIC_URL = "/static/"
STATIC_ROOT = state.folder() / "static" / __version__
STATICFILES_DIRS = [_HERE / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_MAX_AGE = 365 * 24 * 3600

# No address of a visitor is written anywhere; what goes wrong is logged without the request.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"discreet": {"()": "palermo.workspace.logs.Discreet"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "plain", "filters": ["discreet"]}},
    "formatters": {"plain": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "django.request": {"level": "ERROR"},  # pages that were not found say what somebody looked for
        "django.security": {"handlers": [], "level": "CRITICAL"},  # host names and forms of strangers
    },
}
