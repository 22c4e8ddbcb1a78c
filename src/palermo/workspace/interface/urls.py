"""Addresses of the programming interface."""

from palermo.workspace.interface.api import build

app_name = "interface"
urlpatterns = build().urls[0]
