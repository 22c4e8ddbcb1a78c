"""Exhibits for counsel: published pages from the user's own library, cut, marked, numbered and bound (PRACTICE P10)."""
