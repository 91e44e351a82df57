"""Addresses of the first screen."""

from __future__ import annotations

from django.urls import path

from orgplan.home import views

app_name = "home"

urlpatterns = [path("", views.today, name="today")]
