"""The command line. Thin: no rule, no SQL."""
