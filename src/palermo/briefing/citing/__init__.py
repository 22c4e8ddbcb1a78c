"""The sources of a paper for programs that keep references, and its quotations for programs that annotate."""

from palermo.briefing.citing.annotations import annotations
from palermo.briefing.citing.bibtex import bibtex
from palermo.briefing.citing.csl import csl_json

__all__ = ["annotations", "bibtex", "csl_json"]
