"""A team leaves with its data: archive out and in, backup and restore, the end of a workspace."""
