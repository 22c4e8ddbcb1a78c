"""The Django application."""

from django.apps import AppConfig


class Leaving(AppConfig):
    """A team leaves with its data: archive out and in, backup and restore, the end of a workspace."""

    name = "palermo.workspace.leaving"
    label = "leaving"
