"""Addresses of sign-in and sign-ins."""

from __future__ import annotations

from django.urls import path

from orgplan.accounts import views

app_name = "accounts"
urlpatterns = [
    path("sign-in/", views.sign_in, name="sign_in"),
    path("sign-out/", views.sign_out, name="sign_out"),
    path("password/", views.change_own_password, name="password"),
    path("users/", views.list_users, name="users"),
    path("users/new/", views.create_user, name="create"),
    path("users/<int:pk>/", views.show_user, name="user"),
    path("users/<int:pk>/change/", views.change_user, name="change"),
    path("users/<int:pk>/password/", views.set_password, name="set_password"),
]
