"""What the site keeps outside the record: its folder, its key, its database. All of it lies below `PALERMO_HOME/site`."""

import os
import secrets
import stat
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import SplitResult, unquote, urlsplit

from palermo.errors import UserError
from palermo.home import home

_POSTGRES = ("postgresql", "postgres")


def folder() -> Path:
    """The folder of the site's own state, made on first use. UserError where it cannot be made, or others can look into it."""
    place = home() / "site"
    try:
        place.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise UserError(f"{place} cannot be made ({error.strerror}). Set PALERMO_HOME to a folder of your own.") from error
    if stat.S_IMODE(place.stat().st_mode) & 0o077:
        raise UserError(f"{place} is open to others; accounts lie in it. Run: chmod 700 {place}")
    return place


def secret_key() -> str:
    """The key that signs sessions and one-time codes: made at the first start, mode 0600, and never printed.

    UserError when others may read the file: a key that has been seen protects nobody.
    """
    path = folder() / "key"
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return _kept_key(path)
    except OSError as error:
        raise UserError(f"{path} cannot be written ({error.strerror}). Set PALERMO_HOME to a folder of your own.") from error
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(secrets.token_urlsafe(64))
    return _kept_key(path)


def _kept_key(path: Path) -> str:
    kept = path.lstat()
    if not stat.S_ISREG(kept.st_mode) or kept.st_uid != os.geteuid():
        raise UserError(f"{path} must be a file of your own, and no link to another one. Remove it: a new key is made.")
    if stat.S_IMODE(kept.st_mode) & 0o077:
        raise UserError(f"{path} can be read by others. Run: chmod 600 {path} (or delete it: everybody has to log in again).")
    key = path.read_text(encoding="ascii", errors="ignore").strip()
    if len(key) < 50 or len(set(key)) < 20:
        raise UserError(f"{path} holds no key. Delete it: a new one is made, and everybody has to log in again.")
    return key


@dataclass(frozen=True, slots=True)
class Profile:
    """How the site runs. `local`: this machine only, SQLite. `team`: behind TLS at `url`, PostgreSQL."""

    name: str
    url: str | None
    database: dict[str, object]
    public: bool

    @property
    def host(self) -> str:
        """The host name under which a team reaches the site; `localhost` on one's own machine."""
        return urlsplit(self.url).hostname or "localhost" if self.url else "localhost"


def profile() -> Profile:
    """The profile that the environment asks for. UserError names the variable that cannot be used.

    `PALERMO_URL` makes it a team's, and asks for https and a `DATABASE_URL`; `PALERMO_PUBLIC=1` lets strangers read the pages
    that show the record.
    """
    url, database = os.environ.get("PALERMO_URL", "").strip(), os.environ.get("DATABASE_URL", "").strip()
    public = _yes("PALERMO_PUBLIC")
    if not url:
        return Profile("local", None, _postgres(database) if database else _sqlite(), public)
    parts = _split(url, "PALERMO_URL")
    if parts.scheme != "https" or not parts.hostname or parts.path not in ("", "/") or "@" in url or "?" in url or "#" in url:
        raise UserError(f"PALERMO_URL is '{url}'. It must be the https address of the site, for example https://tip.example.org.")
    if not database:
        raise UserError("A team's site needs DATABASE_URL, for example postgresql://palermo@/palermo?host=/run/postgresql.")
    return Profile("team", url.rstrip("/"), _postgres(database), public)


def _split(url: str, variable: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        _ = parts.port  # raises where it is no number
    except ValueError as error:
        raise UserError(f"{variable} cannot be read as an address ({error}).") from None
    return parts


def captures() -> bool:
    """Whether pages of the web may be captured: unless `PALERMO_CAPTURES` is `off` (or 0, no, false). UserError for another word."""
    value = os.environ.get("PALERMO_CAPTURES", "").strip().lower()
    if value not in ("", "on", "1", "yes", "true", "off", "0", "no", "false"):
        raise UserError(f"PALERMO_CAPTURES is '{value}'. Set it to on or off.")
    return value not in ("off", "0", "no", "false")


def _yes(name: str) -> bool:
    value = os.environ.get(name, "").strip().lower()
    if value not in ("", "0", "1", "no", "yes", "false", "true"):
        raise UserError(f"{name} is '{value}'. Set it to 1 or 0.")
    return value in ("1", "yes", "true")


def _sqlite() -> dict[str, object]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(folder() / "site.sqlite"),
        "CONN_MAX_AGE": None,  # one for each thread: to open and close one for each request makes readers wait for each other
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",  # a writer waits for the others at the start, and never fails at the end
            "timeout": 20,
            "init_command": "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA secure_delete = ON;",  # what is erased is overwritten
        },
    }


def _postgres(url: str) -> dict[str, object]:
    parts = _split(url, "DATABASE_URL")
    if parts.scheme not in _POSTGRES or not parts.path.strip("/"):
        raise UserError("DATABASE_URL must be of the form postgresql://user@host/name.")  # it may hold a password: never echoed
    options = dict(pair.split("=", 1) for pair in parts.query.split("&") if "=" in pair)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.strip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(options.pop("host", parts.hostname or "")),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {name: unquote(value) for name, value in options.items()},
    }


def identity_provider() -> list[dict[str, object]]:
    """The team's own OpenID Connect provider, if the environment names one; else none.

    `PALERMO_OIDC_URL`, `PALERMO_OIDC_CLIENT`, `PALERMO_OIDC_SECRET` go together: UserError names what is missing.
    """
    names = ("PALERMO_OIDC_URL", "PALERMO_OIDC_CLIENT", "PALERMO_OIDC_SECRET")
    values = [os.environ.get(name, "").strip() for name in names]
    if not any(values):
        return []
    if not all(values):
        raise UserError(f"{names[values.index('')]} is missing: {', '.join(names)} go together.")
    server, client, secret = values
    if urlsplit(server).scheme != "https":
        raise UserError(f"PALERMO_OIDC_URL is '{server}'. It must be the https address of the provider.")
    return [
        {
            "provider_id": "oidc",
            "name": os.environ.get("PALERMO_OIDC_NAME", "").strip() or "OpenID Connect",
            "client_id": client,
            "secret": secret,
            "settings": {"server_url": server},
        }
    ]
