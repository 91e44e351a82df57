"""Addresses of folders."""

from __future__ import annotations

from django.urls import path

from orgplan.folders.views import archives, briefings, reading

app_name = "folders"
urlpatterns = [
    path("", reading.index, name="index"),
    path("leaders/<int:person>/<str:day>/", reading.folder, name="folder"),
    path("leaders/<int:person>/<str:day>/state/", reading.state, name="state"),
    path("leaders/<int:person>/<str:day>/read/", reading.read, name="read"),
    path("leaders/<int:person>/<str:day>/pdf/", reading.paper, name="paper"),
    path("escorts/<int:person>/", briefings.escort, name="escort"),
    path("events/<int:pk>/", briefings.briefing, name="briefing"),
    path("events/<int:pk>/texts/", briefings.new_note, name="new_note"),
    path("texts/<int:pk>/", briefings.note, name="note"),
    path("texts/<int:pk>/remove/", briefings.remove_note, name="remove_note"),
    path("archives/", archives.index, name="archives"),
    path("archives/make/", archives.make, name="make_archive"),
    path("archives/<int:pk>/take/", archives.take, name="take_archive"),
    path("archives/rules/", archives.rules, name="archive_rules"),
]
