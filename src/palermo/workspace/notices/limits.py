"""How often something may be asked, counted in memory for minutes. Who asks too often is told so, whether the address is right or not."""

import hashlib

from django.core.cache import cache
from django.http import HttpRequest


def too_often(what: str, who: str, times: int, seconds: int) -> bool:
    """Count one more, and say whether that is more than `times` in a span of `seconds` that begins with the first."""
    key = f"notices:{what}:{hashlib.sha256(who.encode()).hexdigest()}"
    if cache.add(key, 1, seconds):
        return False
    try:
        return bool(cache.incr(key) > times)
    except ValueError:  # it lapsed meanwhile
        return False


def visitor(request: HttpRequest) -> str:
    """Where a request comes from, as the server in front says; kept nowhere but in the count."""
    return str(request.META.get("REMOTE_ADDR") or "unknown")
