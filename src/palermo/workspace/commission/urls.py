"""Addresses of the workspace."""

from django.urls import path

app_name = "commission"
urlpatterns: list[object] = []
