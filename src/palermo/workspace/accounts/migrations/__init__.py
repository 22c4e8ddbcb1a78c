"""The tables of the accounts, and how they came to be."""
