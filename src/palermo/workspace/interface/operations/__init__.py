"""The operations, by subject. Like the pages they ask `may`, call a rule, and show. No rule is here."""
