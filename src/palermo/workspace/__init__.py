"""FOLLOW UP: the site and the workspace in a browser. The only room that knows Django; it comes with the extra `workspace`."""
