"""Addresses of the workspace."""

app_name = "commission"
urlpatterns: list[object] = []
