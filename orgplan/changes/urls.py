"""Addresses of changes."""

from __future__ import annotations

from django.urls import path, re_path

from orgplan.changes import views

app_name = "changes"

urlpatterns = [
    path("", views.change_list, name="list"),
    re_path(r"^event/(?P<pk>\d+)/(?P<verb>move|cancel|reinstate|venue)/$", views.begin, name="begin"),
    path("<int:pk>/", views.change_page, name="change"),
    path("<int:pk>/meet/", views.meet, name="meet"),
    path("<int:pk>/drop/", views.drop, name="drop"),
    path("<int:pk>/decline/", views.decline, name="decline"),
    path("<int:pk>/undo/", views.undo, name="undo"),
    path("<int:pk>/stop/", views.stop, name="stop"),
    path("<int:pk>/go-on/", views.go_on, name="go_on"),
    path("<int:pk>/correct/", views.correct, name="correct"),
]
