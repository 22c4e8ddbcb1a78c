"""The Django application."""

from django.apps import AppConfig


class Attachments(AppConfig):
    """Files and captured pages of a workspace, in a store of its own under its permissions."""

    name = "palermo.workspace.attachments"
    label = "attachments"
