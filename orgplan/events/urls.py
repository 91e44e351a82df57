"""Addresses of events."""

from __future__ import annotations

from django.urls import path

from orgplan.events.views import (
    basket,
    bulk,
    bulk_work,
    card,
    foreseen,
    inline,
    listing,
    outcomes,
    substitutions,
    templates,
    undo,
)

app_name = "events"

urlpatterns = [
    path("", listing.event_list, name="list"),
    path("new/", card.create, name="create"),
    path("quick/", card.quick, name="quick"),
    path("understood/", card.understood, name="understood"),
    path("foreseen/", foreseen.foreseen, name="foreseen"),
    path("bulk/", bulk.bulk, name="bulk"),
    path("bulk/<int:pk>/", bulk_work.bulk_work, name="bulk_work"),
    path("bulk/<int:pk>/stop/", bulk_work.stop, name="stop_bulk"),
    path("templates/", templates.templates, name="templates"),
    path("templates/new/", templates.template_form, name="new_template"),
    path("templates/<int:pk>/", templates.template_card, name="template"),
    path("templates/<int:pk>/change/", templates.template_form, name="change_template"),
    path("basket/", basket.basket, name="basket"),
    path("basket/put/", basket.put_in, name="put_in"),
    path("basket/term/", basket.term, name="basket_term"),
    path("undo/<int:pk>/", undo.undo, name="take_back"),
    path("<int:pk>/restore/", basket.restore, name="restore"),
    path("<int:pk>/line/<slug:field>/", inline.line, name="line"),
    path("<int:pk>/", card.event_page, name="event"),
    path("<int:pk>/edit/", card.edit, name="edit"),
    path("<int:pk>/outcome/", outcomes.outcome, name="outcome"),
    path("<int:pk>/outcome/take-back/", outcomes.take_back_outcome, name="take_back_outcome"),
    path("<int:pk>/absent/<int:absence_pk>/", substitutions.substitute, name="substitute"),
]
