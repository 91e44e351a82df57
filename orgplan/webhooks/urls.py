"""Addresses of messages to programs."""

from __future__ import annotations

from django.urls import path

from orgplan.webhooks import views

app_name = "webhooks"
urlpatterns = [
    path("", views.list_subscriptions, name="list"),
    path("new/", views.create, name="create"),
    path("<int:pk>/", views.show_subscription, name="subscription"),
    path("<int:pk>/<slug:deed>/", views.act, name="act"),
    path("messages/<int:pk>/again/", views.send_again, name="again"),
]
