"""The tables of this room, and how they came to be."""
