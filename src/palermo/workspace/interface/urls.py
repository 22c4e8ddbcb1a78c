"""Addresses of the programming interface."""

from django.urls import path

from palermo.workspace.interface.api import build

app_name = "interface"
urlpatterns = [path("", build().urls)]
