"""Addresses of events."""

from __future__ import annotations

from django.urls import path

from orgplan.events.views import card, listing

app_name = "events"

urlpatterns = [
    path("", listing.event_list, name="list"),
    path("new/", card.create, name="create"),
    path("understood/", card.understood, name="understood"),
    path("<int:pk>/", card.event_page, name="event"),
    path("<int:pk>/edit/", card.edit, name="edit"),
]
