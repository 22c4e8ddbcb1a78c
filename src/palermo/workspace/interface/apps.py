"""The Django application."""

from django.apps import AppConfig


class Interface(AppConfig):
    """The programming interface, /api/v1: the same permissions and marks as the pages."""

    name = "palermo.workspace.interface"
    label = "interface"
