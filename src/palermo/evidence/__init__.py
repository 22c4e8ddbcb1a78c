"""READ: official texts into findings that point at their words."""
