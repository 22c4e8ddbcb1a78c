"""One module for each form of a paper: what it shows to a reader, and what it carries. Each takes bytes and trusts none of them."""
