"""The audit: every placement replayed under the law in force, and what no source explains."""
