"""Claims that cite, and the papers made of them."""
