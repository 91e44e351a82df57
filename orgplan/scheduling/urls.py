"""Addresses of proposals for a month."""

from __future__ import annotations

from django.urls import path

from orgplan.scheduling import views

app_name = "scheduling"
urlpatterns = [
    path("", views.months, name="months"),
    path("ask/", views.ask, name="ask"),
    path("<int:pk>/", views.result, name="result"),
    path("<int:pk>/stop/", views.stop, name="stop"),
    path("<int:pk>/accept/", views.accept, name="accept"),
    path("pin/<int:pk>/", views.pin, name="pin"),
]
