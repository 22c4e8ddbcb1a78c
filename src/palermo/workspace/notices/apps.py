"""The Django application."""

from django.apps import AppConfig


class Notices(AppConfig):
    """What goes out to people by itself: the weekly digest, calendars, feeds of public changes."""

    name = "palermo.workspace.notices"
    label = "notices"
