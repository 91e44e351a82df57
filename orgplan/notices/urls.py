"""Addresses of the outbox."""

from __future__ import annotations

from django.urls import path

from orgplan.notices import views

app_name = "notices"
urlpatterns = [
    path("", views.show_outbox, name="outbox"),
    path("rules/", views.change_rules, name="rules"),
    path("occasions/<slug:mark>/<slug:deed>/", views.act_on_occasion, name="act_on_occasion"),
    path("<int:pk>/", views.show_message, name="message"),
    path("<int:pk>/change/", views.change_message, name="change"),
    path("<int:pk>/<slug:deed>/", views.act, name="act"),
]
