"""Who may come in: people under a name of their choice, invited by a one-time code. Authentication itself is django-allauth's."""
