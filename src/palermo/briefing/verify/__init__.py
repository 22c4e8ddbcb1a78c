"""Check a paper that somebody else made or sent: its words against what it carries, and what it carries against the record.

Nothing in this room imports a renderer. It keeps its own list of what a paper shows (docs/decisions/0007).
"""
