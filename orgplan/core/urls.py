"""Addresses of the frame itself."""

from __future__ import annotations

from django.urls import path

from orgplan.core import views

app_name = "core"
urlpatterns = [
    path("offline-worker.js", views.offline_worker, name="offline_worker"),
    path("gallery/", views.gallery, name="gallery"),
]
