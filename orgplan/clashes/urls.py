"""Addresses of clashes."""

from __future__ import annotations

from django.urls import path

from orgplan.clashes.views import listing, load, norms, pair, roads, times

app_name = "clashes"
urlpatterns = [
    path("", listing.clash_list, name="list"),
    path("both/<int:first>/<int:second>/", pair.both, name="both"),
    path("event/<int:pk>/", pair.of_event, name="event"),
    path("event/<int:pk>/accept/", pair.accept, name="accept"),
    path("accepted/<int:pk>/take-back/", pair.take_back, name="take_back"),
    path("event/<int:pk>/times/", times.offers, name="times"),
    path("load/", load.load, name="load"),
    path("rules/", norms.index, name="rules"),
    path("rules/usual/", norms.lay_usual, name="lay_usual"),
    path("rules/new/", norms.create_rule, name="create_rule"),
    path("rules/<int:pk>/", norms.change_rule, name="change_rule"),
    path("rules/<int:pk>/remove/", norms.remove_rule_view, name="remove_rule"),
    path("minutes/<str:event_kind>/", norms.kind_times, name="kind_times"),
    path("hours/", norms.hours, name="hours"),
    path("load/norms/new/", norms.create_load, name="create_load"),
    path("load/norms/<int:pk>/", norms.change_load, name="change_load"),
    path("load/norms/<int:pk>/remove/", norms.remove_load_view, name="remove_load"),
    path("road/", roads.road, name="road"),
    path("road/pairs/", roads.pair_list, name="pairs"),
    path("road/pairs/new/", roads.create_pair, name="create_pair"),
    path("road/pairs/<int:pk>/", roads.change_pair, name="change_pair"),
    path("road/pairs/<int:pk>/remove/", roads.remove_pair_view, name="remove_pair"),
]
