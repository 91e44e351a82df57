"""Addresses of changes."""

from __future__ import annotations

from django.urls import path, re_path

from orgplan.changes.views import changes, deputies

app_name = "changes"

urlpatterns = [
    path("", changes.change_list, name="list"),
    re_path(r"^event/(?P<pk>\d+)/(?P<verb>move|cancel|reinstate|venue)/$", changes.begin, name="begin"),
    path("instead/<int:person_pk>/", deputies.instead, name="instead"),
    path("<int:pk>/", changes.change_page, name="change"),
    path("<int:pk>/meet/", changes.meet, name="meet"),
    path("<int:pk>/drop/", changes.drop, name="drop"),
    path("<int:pk>/decline/", changes.decline, name="decline"),
    path("<int:pk>/undo/", changes.undo, name="undo"),
    path("<int:pk>/stop/", changes.stop, name="stop"),
    path("<int:pk>/go-on/", changes.go_on, name="go_on"),
    path("<int:pk>/looked/", changes.looked, name="looked"),
    path("<int:pk>/correct/", changes.correct, name="correct"),
]
