"""Addresses of bans, halls and calendars from outside."""

from __future__ import annotations

from django.urls import path

from orgplan.availability.views import blockings, bookings, calendars, layers

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
    path("bookings/", bookings.booking_list, name="bookings"),
    path("bookings/terms/", bookings.terms, name="terms"),
    path("bookings/<int:pk>/", bookings.booking, name="booking"),
    path("bookings/<int:pk>/approve/", bookings.approve, name="approve"),
    path("bookings/<int:pk>/refuse/", bookings.refuse, name="refuse"),
    path("bookings/<int:pk>/withdraw/", bookings.withdraw, name="withdraw"),
    path("events/<int:pk>/book/", bookings.book, name="book"),
    path("closed/", blockings.blocking_list, name="blockings"),
    path("closed/<int:pk>/open/", blockings.open_again, name="unblock"),
    path("venues/<int:pk>/close/", blockings.close_venue, name="block"),
    path("calendars/", calendars.calendar_list, name="calendars"),
    path("calendars/new/", calendars.create_calendar, name="create_calendar"),
    path("calendars/<int:pk>/", calendars.calendar, name="calendar"),
    path("calendars/<int:pk>/change/", calendars.change_calendar, name="change_calendar"),
    path("calendars/<int:pk>/file/", calendars.take_file, name="take_file"),
    path("calendars/<int:pk>/<str:deed>/", calendars.act, name="act"),
]
