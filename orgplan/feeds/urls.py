"""Addresses of calendars for other programs."""

from __future__ import annotations

from django.urls import path

from orgplan.feeds.views import files, reading, subscriptions

app_name = "feeds"
urlpatterns = [
    path("", subscriptions.list_feeds, name="list"),
    path("new/", subscriptions.subscribe, name="subscribe"),
    path("<int:pk>/", subscriptions.show_feed, name="feed"),
    path("<int:pk>/change/", subscriptions.change, name="change"),
    path("<int:pk>/renew/", subscriptions.renew, name="renew"),
    path("<int:pk>/revoke/", subscriptions.revoke, name="revoke"),
    path("events/<int:pk>.ics", files.event_file, name="event"),
    path("calendar/<slug:view>/<slug:day>.ics", files.days_file, name="days"),
    path("read/<str:secret>.ics", reading.read_feed, name="read"),
]
