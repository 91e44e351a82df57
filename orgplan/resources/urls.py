"""Addresses of resources."""

from __future__ import annotations

from django.urls import path

from orgplan.resources.views import needs, stock

app_name = "resources"
urlpatterns = [
    path("", stock.index, name="index"),
    path("new/", stock.create, name="create"),
    path("terms/", stock.terms, name="terms"),
    path("<int:pk>/", stock.resource, name="resource"),
    path("<int:pk>/change/", stock.change, name="change"),
    path("<int:pk>/stock/", stock.add_stock, name="add_stock"),
    path("stock/<int:pk>/remove/", stock.remove_stock, name="remove_stock"),
    path("events/<int:pk>/", needs.of_event, name="of_event"),
    path("templates/<int:pk>/", needs.of_template, name="of_template"),
    path("needs/<int:pk>/change/", needs.change, name="change_need"),
    path("needs/<int:pk>/remove/", needs.remove, name="remove_need"),
    path("needs/<int:pk>/answer/", needs.answer, name="answer"),
]
