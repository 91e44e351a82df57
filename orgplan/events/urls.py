"""Addresses of events."""

from __future__ import annotations

from django.urls import path

from orgplan.events import views

app_name = "events"

urlpatterns = [
    path("", views.event_list, name="list"),
    path("new/", views.create, name="create"),
    path("understood/", views.understood, name="understood"),
    path("<int:pk>/", views.event_page, name="event"),
    path("<int:pk>/edit/", views.edit, name="edit"),
]
