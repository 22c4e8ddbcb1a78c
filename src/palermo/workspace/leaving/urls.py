"""Addresses of this room."""

from django.urls import path

from palermo.workspace.leaving import views

app_name = "leaving"
urlpatterns = [
    path("bring/", views.bring, name="bring"),
    path("<str:ws>/leave/", views.leave, name="leave"),
    path("<str:ws>/past/", views.past, name="past"),
    path("<str:ws>/end/", views.erase, name="end"),
]
