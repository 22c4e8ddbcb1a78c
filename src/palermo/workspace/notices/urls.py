"""Addresses of this room. The three that need no login hold a secret, and are the same 404 to whoever has a wrong one."""

from django.urls import path

from palermo.workspace.notices.views import own, secret

app_name = "notices"
urlpatterns = [
    path("", own.page, name="page"),
    path("address/", own.address, name="address"),
    path("secrets/", own.secrets, name="secrets"),
    path("preview/", own.preview, name="preview"),
    path("week/", own.the_week, name="week"),
    path("calendar/<str:token>/palermo.ics", secret.calendar, name="secret_calendar"),
    path("feed/<str:token>/palermo.atom", secret.feed, name="secret_feed"),
    path("stop/<str:token>/", secret.stop, name="stop"),
]
