"""SEARCH: what a person asks, which passages answer, which of them best, and the words in them that were asked for."""
