"""One module a section of the brief, in the order of the paper."""
