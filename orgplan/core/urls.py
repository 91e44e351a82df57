"""Addresses of the frame itself."""

from __future__ import annotations

from django.urls import path

from orgplan.core import views

app_name = "core"
urlpatterns = [
    path("gallery/", views.gallery, name="gallery"),
]
