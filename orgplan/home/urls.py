"""Addresses of the first screen."""

from __future__ import annotations

from django.urls import path

from orgplan.home import views

app_name = "home"

urlpatterns = [
    path("", views.today, name="today"),
    path("my/", views.own, name="own"),
    path("today/steps/", views.steps, name="steps"),
    path("today/ahead/", views.ahead, name="ahead"),
    path("today/leaders/", views.leaders, name="leaders"),
    path("today/seen/", views.seen, name="seen"),
]
