"""Addresses of events."""

from __future__ import annotations

from django.urls import path

from orgplan.events.views import card, listing, outcomes, substitutions

app_name = "events"

urlpatterns = [
    path("", listing.event_list, name="list"),
    path("new/", card.create, name="create"),
    path("understood/", card.understood, name="understood"),
    path("<int:pk>/", card.event_page, name="event"),
    path("<int:pk>/edit/", card.edit, name="edit"),
    path("<int:pk>/outcome/", outcomes.outcome, name="outcome"),
    path("<int:pk>/outcome/take-back/", outcomes.take_back_outcome, name="take_back_outcome"),
    path("<int:pk>/absent/<int:absence_pk>/", substitutions.substitute, name="substitute"),
]
