"""Addresses of background work."""

from __future__ import annotations

from django.urls import path

from orgplan.jobs import views

app_name = "jobs"
urlpatterns = [
    path("", views.list_jobs, name="list"),
    path("<int:pk>/stop/", views.stop, name="stop"),
    path("<int:pk>/again/", views.try_again, name="again"),
]
