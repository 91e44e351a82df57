"""Addresses of saved views."""

from __future__ import annotations

from django.urls import path

from orgplan.saved_views import views

app_name = "saved_views"

urlpatterns = [
    path("<slug:list_name>/", views.manage, name="list"),
    path("<slug:list_name>/keep/", views.keep, name="keep"),
    path("<slug:list_name>/counts/", views.counts, name="counts"),
    path("<slug:list_name>/default/", views.choose_default, name="default"),
    path("<int:pk>/change/", views.change, name="change"),
    path("<int:pk>/remove/", views.remove, name="remove"),
    path("<int:pk>/move/", views.move, name="move"),
]
