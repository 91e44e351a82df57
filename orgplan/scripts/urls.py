"""Addresses of scripts."""

from __future__ import annotations

from django.urls import path, re_path

from orgplan.scripts.views import after, items, kinds, live, papers, scripts

app_name = "scripts"

urlpatterns = [
    path("", scripts.script_list, name="list"),
    path("event/<int:pk>/", scripts.begin_for_event, name="begin_for_event"),
    path("template/<int:pk>/", scripts.begin_for_template, name="begin_for_template"),
    path("kinds/", kinds.kind_list, name="kinds"),
    path("kinds/new/", kinds.kind_form, name="new_kind"),
    path("kinds/<int:pk>/", kinds.kind_form, name="kind"),
    path("undo/<int:pk>/", scripts.undo, name="undo"),
    path("<int:pk>/", scripts.script_page, name="script"),
    path("<int:pk>/beginning/", scripts.beginning, name="beginning"),
    path("<int:pk>/paste/", scripts.paste, name="paste"),
    path("<int:pk>/items/new/", items.new_item, name="new_item"),
    path("<int:pk>/items/<int:item_pk>/", items.change_item, name="item"),
    path("<int:pk>/items/<int:item_pk>/move/", items.move, name="move"),
    path("<int:pk>/items/<int:item_pk>/remove/", items.remove, name="remove"),
    path("<int:pk>/block/<int:person_pk>/", papers.block, name="block"),
    re_path(r"^(?P<pk>\d+)/(?P<code>script|script_a5)\.(?P<form>docx|pdf)$", papers.paper, name="paper"),
    path("<int:pk>/live/", live.live, name="live"),
    path("<int:pk>/live/state/", live.state, name="state"),
    path("<int:pk>/live/marks/", live.marks, name="marks"),
    path("<int:pk>/real/", after.real, name="real"),
    path("<int:pk>/items/<int:item_pk>/accept/", after.accept, name="accept"),
]
