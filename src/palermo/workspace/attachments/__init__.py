"""Files and captured pages of a workspace, in a store of its own under its permissions."""
