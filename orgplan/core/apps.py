"""The frame as a Django application."""

from __future__ import annotations

from django.apps import AppConfig


class CoreConfig(AppConfig):
    """Templates, static files and tags of the frame; it has no tables."""

    name = "orgplan.core"
    label = "core"
