"""Statutes as dated data, and one small function per rule.

Lawyers edit the YAML here; nothing here knows a country. Not legal advice.
"""
