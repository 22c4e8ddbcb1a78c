"""palermo: from official reporting on human trafficking to what to ask for, with a source under every sentence."""

__version__ = "0.1.0"
