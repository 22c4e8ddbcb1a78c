"""PRIORITIES: who closed a gap before, and where talking may matter most; a ranking that gives its reasons and its uncertainty."""
