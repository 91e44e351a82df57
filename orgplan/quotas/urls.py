"""Addresses of quotas."""

from __future__ import annotations

from django.urls import path, re_path

from orgplan.quotas.views import answers, letters, quotas, shares

app_name = "quotas"
urlpatterns = [
    path("", quotas.index, name="index"),
    path("events/<int:pk>/", quotas.of_event, name="of_event"),
    path("<int:pk>/", quotas.quota, name="quota"),
    path("<int:pk>/change/", quotas.change, name="change"),
    path("<int:pk>/remove/", quotas.remove, name="remove"),
    path("<int:pk>/bodies/", shares.bodies, name="bodies"),
    path("<int:pk>/shares/", shares.write, name="write_shares"),
    path("<int:pk>/came/", answers.came, name="came"),
    path("<int:pk>/ask/", letters.ask, name="ask"),
    path("<int:pk>/table.xlsx", letters.workbook, name="workbook"),
    re_path(r"^(?P<pk>\d+)/table\.(?P<form>docx|pdf)$", letters.table, name="table"),
    path("shares/<int:pk>/answer/", answers.answer, name="answer"),
    path("shares/<int:pk>/remove/", shares.remove, name="remove_share"),
    re_path(r"^shares/(?P<pk>\d+)/letter\.(?P<form>docx|pdf)$", letters.letter, name="letter"),
]
