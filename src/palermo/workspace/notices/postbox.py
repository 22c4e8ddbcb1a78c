"""The mail server that the environment names, as Django's settings. Without one nothing is ever sent."""

import os
from dataclasses import dataclass
from urllib.parse import parse_qs, unquote, urlsplit

from palermo.errors import UserError

FORM = "smtp://user:password@host:587?from=palermo@example.org"
_LOOPBACK = ("localhost", "127.0.0.1", "::1")
_PORTS = {"smtp": 587, "smtps": 465}


@dataclass(frozen=True, slots=True)
class Postbox:
    """Where mail is handed over, and in whose name. `starttls`: encrypt before anything is said; `tls`: from the first byte."""

    host: str
    port: int
    user: str
    password: str
    sender: str
    starttls: bool
    tls: bool


def from_environment() -> Postbox | None:
    """The server in `PALERMO_MAIL`; None where it is not set. UserError, which never repeats the password, for what cannot be read.

    `smtp://` asks for STARTTLS, except of this machine itself or with `?tls=0`; `smtps://` is encrypted from the start.
    """
    text = os.environ.get("PALERMO_MAIL", "").strip()
    if not text:
        return None
    try:
        parts = urlsplit(text)
        port = parts.port or _PORTS[parts.scheme]
        query = parse_qs(parts.query, strict_parsing=True) if parts.query else {}
    except (ValueError, KeyError):
        raise UserError(f"PALERMO_MAIL cannot be read. Write it as {FORM}.") from None
    host, said = parts.hostname or "", query.get("tls", [""])[0]
    if not host or said not in ("", "0", "1") or set(query) - {"tls", "from"}:
        raise UserError(f"PALERMO_MAIL cannot be read. Write it as {FORM} (and &tls=0 for a server without encryption).")
    encrypted = said != "0" and (said == "1" or host not in _LOOPBACK)
    user = unquote(parts.username or "")
    sender = query.get("from", [user])[0]
    if sender.count("@") != 1 or any(mark in sender for mark in " \r\n<>,"):
        raise UserError(f"PALERMO_MAIL does not say from which address mail comes. Add it: {FORM}.")
    implicit = parts.scheme == "smtps"
    return Postbox(host, port, user, unquote(parts.password or ""), sender, encrypted and not implicit, implicit)


def settings(box: Postbox | None) -> dict[str, object]:
    """Django's settings for a server; without one a backend that drops what it is given."""
    if box is None:
        return {"EMAIL_BACKEND": "django.core.mail.backends.dummy.EmailBackend"}
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": box.host,
        "EMAIL_PORT": box.port,
        "EMAIL_HOST_USER": box.user,
        "EMAIL_HOST_PASSWORD": box.password,
        "EMAIL_USE_TLS": box.starttls,
        "EMAIL_USE_SSL": box.tls,
        "EMAIL_TIMEOUT": 20,
        "DEFAULT_FROM_EMAIL": box.sender,
    }
