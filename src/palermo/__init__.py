"""palermo: from official reporting on human trafficking to what to ask for, with a source under every sentence.

`open_record`, `brief`, `agenda`, `country`, `check`, `document`, `verify` and `resolve` are imported when they are first used (see `palermo.api`).
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from palermo.api import agenda, brief, check, country, document, open_record, verify
    from palermo.register.jurisdictions import resolve

__version__ = "0.1.0"
__all__ = ["__version__", "agenda", "brief", "check", "country", "document", "open_record", "resolve", "verify"]


def __getattr__(name: str) -> Any:
    if name in __all__:
        import palermo.api

        return getattr(palermo.api, name)
    raise AttributeError(f"module 'palermo' has no attribute '{name}'")
