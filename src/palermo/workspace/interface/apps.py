"""The Django application."""

from django.apps import AppConfig


class Interface(AppConfig):
    """The programming interface, /api/v1: the same permissions and marks as the pages."""

    name = "palermo.workspace.interface"
    label = "interface"

    def ready(self) -> None:
        """Let tokens end with what they rest on."""
        from palermo.workspace.interface.tokens import watch

        watch()
