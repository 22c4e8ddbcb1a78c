"""COLLECT: the official originals, kept under the hash of their bytes and never changed."""
