"""Pages of the workspace: they ask `may`, call a rule, and show. No rule is here."""
