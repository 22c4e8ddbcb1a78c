"""Everything known, in one read-only SQLite file: built, opened at a date, queried, exported."""
