"""Addresses of one's own account that are not django-allauth's."""

from django.urls import path

from palermo.workspace.accounts import people

app_name = "accounts"
urlpatterns = [path("people/", people.page, name="people")]
