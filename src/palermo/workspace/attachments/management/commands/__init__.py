"""Commands for whoever looks after the site."""
