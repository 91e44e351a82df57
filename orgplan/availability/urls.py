"""Addresses of bans, halls and calendars from outside."""

from __future__ import annotations

from django.urls import path

from orgplan.availability.views import calendars, layers

app_name = "availability"
urlpatterns = [
    path("", layers.index, name="index"),
    path("layers/new/", layers.create_layer, name="create_layer"),
    path("layers/<int:pk>/", layers.layer, name="layer"),
    path("layers/<int:pk>/change/", layers.change_layer, name="change_layer"),
    path("layers/<int:pk>/remove/", layers.remove_layer, name="remove_layer"),
    path("layers/<int:pk>/times/", layers.add_time, name="add_time"),
    path("layers/<int:pk>/table/", layers.paste_times, name="paste_times"),
    path("layers/<int:pk>/open/", layers.remove_time, name="remove_time"),
    path("calendars/", calendars.calendar_list, name="calendars"),
    path("calendars/new/", calendars.create_calendar, name="create_calendar"),
    path("calendars/<int:pk>/", calendars.calendar, name="calendar"),
    path("calendars/<int:pk>/change/", calendars.change_calendar, name="change_calendar"),
    path("calendars/<int:pk>/file/", calendars.take_file, name="take_file"),
    path("calendars/<int:pk>/<str:deed>/", calendars.act, name="act"),
]
