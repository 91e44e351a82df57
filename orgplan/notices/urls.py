"""Addresses of the outbox, and (`bell`) of what each user is told."""

from __future__ import annotations

from django.urls import path

from orgplan.notices.views import outbox, own, rules, stop

app_name = "notices"
urlpatterns = [
    path("", outbox.show_outbox, name="outbox"),
    path("rules/", outbox.change_rules, name="rules"),
    path("occasions/<slug:mark>/<slug:deed>/", outbox.act_on_occasion, name="act_on_occasion"),
    path("<int:pk>/", outbox.show_message, name="message"),
    path("<int:pk>/change/", outbox.change_message, name="change"),
    path("<int:pk>/<slug:deed>/", outbox.act, name="act"),
]

bell = [
    path("", own.notice_list, name="list"),
    path("read/", own.read, name="read"),
    path("unread/", own.unread, name="unread"),
    path("<int:pk>/mute/<slug:scope>/", own.mute, name="mute"),
    path("muted/", own.muted, name="muted"),
    path("muted/<int:pk>/unmute/", own.unmute, name="unmute"),
    path("followed/<int:pk>/drop/", own.unwatch, name="unwatch"),
    path("about/<slug:code>/<int:key>/", own.about, name="about"),
    path("about/<slug:code>/<int:key>/follow/", own.follow, name="follow"),
    path("about/<slug:code>/<int:key>/mute/", own.mute_about, name="mute_about"),
    path("settings/", own.change_settings, name="settings"),
    path("digest/", own.digest, name="digest"),
    path("rules/", rules.change, name="rules"),
    path("history/", rules.history, name="history"),
    path("stop/<str:token>/", stop.stop, name="stop"),
]
