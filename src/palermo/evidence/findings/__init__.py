"""One module for each kind of finding. Each reads a page and returns findings with their span in it."""
