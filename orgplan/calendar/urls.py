"""Addresses of the calendar: the view and the day are the path, the filter is the query."""

from __future__ import annotations

from django.urls import path

from orgplan.calendar.views import ask, calendar_page, closed, filter_page, index, move

app_name = "calendar"

urlpatterns = [
    path("", index, name="index"),
    path("move/<int:pk>/", move, name="move"),
    path("move/<int:pk>/ask/", ask, name="ask"),
    path("move/<int:pk>/closed/", closed, name="closed"),
    path("<slug:view>/<slug:day>/", calendar_page, name="page"),
    path("<slug:view>/<slug:day>/filter/", filter_page, name="filter"),
]
