"""Addresses of programmes."""

from __future__ import annotations

from django.urls import path

from orgplan.programmes.views import filling, gaps, papers, places, programmes, sections

app_name = "programmes"
urlpatterns = [
    path("", programmes.programmes, name="list"),
    path("new/", programmes.new_programme, name="new"),
    path("gaps/", gaps.gaps, name="gaps"),
    path("gaps/<slug:name>/", gaps.gap, name="gap"),
    path("put/", filling.put_in, name="put_in"),
    path("<int:pk>/", programmes.programme, name="programme"),
    path("<int:pk>/change/", programmes.change, name="change"),
    path("<int:pk>/remove/", programmes.remove, name="remove"),
    path("<int:pk>/coverage/", places.coverage, name="coverage"),
    path("<int:pk>/timeline/", places.timeline, name="timeline"),
    path("<int:pk>/map/", places.city_map, name="map"),
    path("<int:pk>/sections/new/", sections.new_section, name="new_section"),
    path("<int:pk>/aims/new/", sections.new_aim, name="new_aim"),
    path("aims/<int:pk>/", sections.aim, name="aim"),
    path("aims/<int:pk>/remove/", sections.remove_aim, name="remove_aim"),
    path("<int:pk>/plan.<str:form>", papers.plan, name="plan"),
    path("<int:pk>/plan/register/", papers.register, name="register"),
]
