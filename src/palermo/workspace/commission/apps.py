"""The Django application."""

from django.apps import AppConfig


class Commission(AppConfig):
    """The commission's workspace."""

    name = "palermo.workspace.commission"
    label = "commission"
