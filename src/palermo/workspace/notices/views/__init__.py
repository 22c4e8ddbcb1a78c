"""Pages of this room: those of a member who is logged in, and those that need no login but a secret."""
