"""The programming interface, /api/v1: the same permissions and marks as the pages."""
