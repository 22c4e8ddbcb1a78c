"""Addresses of files. Those of any item (publish, erase, history) are the commission's, which knows files as a kind of item."""

from django.urls import path

from palermo.workspace.attachments import views

app_name = "attachments"
urlpatterns = [
    path("<str:ws>/files/", views.files, name="files"),
    path("<str:ws>/new/attachment/", views.upload, name="upload"),
    path("<str:ws>/new/capture/", views.capture, name="capture"),
    path("<str:ws>/attachment/<str:key>/", views.show, name="show"),
    path("<str:ws>/attachment/<str:key>/original/", views.original, name="original"),
    path("<str:ws>/attachment/<str:key>/edit/", views.edit, name="edit"),
    path("<str:ws>/commitment/<str:key>/file/", views.quote, name="quote"),
]
