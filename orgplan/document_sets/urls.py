"""Addresses of document sets."""

from __future__ import annotations

from django.urls import path

from orgplan.document_sets.views import lists, papers, sets

app_name = "document_sets"
urlpatterns = [
    path("", sets.index, name="index"),
    path("events/<int:pk>/", sets.of_event, name="of_event"),
    path("events/<int:pk>/facts/", sets.facts, name="facts"),
    path("events/<int:pk>/draft/", sets.draft, name="draft"),
    path("events/<int:pk>/add/", sets.add, name="add"),
    path("papers/<int:pk>/", papers.paper, name="paper"),
    path("papers/<int:pk>/draft/", papers.draft, name="draft_paper"),
    path("papers/<int:pk>/mark/", papers.mark, name="mark"),
    path("papers/<int:pk>/sign/", papers.sign, name="sign"),
    path("papers/<int:pk>/strike/", papers.strike, name="strike"),
    path("duties/<int:pk>/", papers.duty, name="duty"),
    path("duties/<int:pk>/reopen/", papers.reopen, name="reopen_duty"),
    path("lists/", lists.lists, name="lists"),
    path("lists/shipped/", lists.shipped, name="shipped"),
    path("lists/terms/", lists.terms, name="terms"),
    path("lists/sizes/new/", lists.create_size, name="create_size"),
    path("lists/sizes/<int:pk>/", lists.change_size, name="change_size"),
    path("lists/papers/new/", lists.create_kind, name="create_kind"),
    path("lists/papers/<int:pk>/", lists.change_kind, name="change_kind"),
    path("lists/duties/new/", lists.create_duty, name="create_duty"),
    path("lists/duties/<int:pk>/", lists.change_duty, name="change_duty"),
]
