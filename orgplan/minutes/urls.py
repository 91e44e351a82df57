"""Addresses of minutes."""

from __future__ import annotations

from django.urls import path

from orgplan.minutes import views

app_name = "minutes"

urlpatterns = [
    path("", views.minutes_list, name="list"),
    path("new/", views.create, name="create"),
    path("<int:pk>/", views.minutes_page, name="minutes"),
    path("<int:pk>/edit/", views.edit, name="edit"),
    path("<int:pk>/add/", views.add, name="add"),
    path("<int:pk>/give/", views.give, name="give"),
    path("<int:pk>/points/<int:line_pk>/", views.point, name="point"),
    path("<int:pk>/points/<int:line_pk>/leave-out/", views.leave_out, name="leave_out"),
]
