"""Addresses of the almanac."""

from __future__ import annotations

from django.urls import path, re_path

from orgplan.almanac.views import cycles, dates, meetings, returning

app_name = "almanac"

urlpatterns = [
    path("", dates.index, name="index"),
    path("terms/", dates.terms, name="terms"),
    path("cycles/", cycles.cycle_list, name="cycles"),
    path("cycles/scheme/", cycles.scheme, name="scheme"),
    re_path(r"^cycles/scheme\.(?P<form>docx|pdf)$", cycles.scheme_document, name="scheme_document"),
    path("cycles/new/", cycles.create_cycle, name="create_cycle"),
    path("cycles/lay/", cycles.lay, name="lay"),
    path("cycles/<int:pk>/", cycles.cycle_page, name="cycle"),
    path("cycles/<int:pk>/edit/", cycles.change_cycle, name="change_cycle"),
    path("cycles/<int:pk>/remove/", cycles.remove_cycle_view, name="remove_cycle"),
    path("cycles/<int:pk>/meetings/<slug:day>/move/", meetings.move, name="move_meeting"),
    path("cycles/<int:pk>/meetings/<slug:day>/closed/", meetings.closed, name="closed_to_meeting"),
    path("cycles/<int:pk>/meetings/<slug:day>/cancel/", meetings.cancel, name="cancel_meeting"),
    path("events/<int:pk>/meetings/<slug:day>/move/", returning.move, name="move_occurrence"),
    path("events/<int:pk>/meetings/<slug:day>/cancel/", returning.cancel, name="cancel_occurrence"),
    path("meetings/taken-back/<int:pk>/", meetings.take_back, name="take_back"),
    path("cycles/<int:pk>/exception/", cycles.create_exception, name="create_exception"),
    path(
        "cycles/<int:pk>/exceptions/<int:exception_pk>/remove/", cycles.remove_exception_view, name="remove_exception"
    ),
    path("dates/", dates.date_list, name="dates"),
    path("dates/new/", dates.create_date, name="create_date"),
    path("dates/<int:pk>/", dates.change_date, name="change_date"),
    path("dates/<int:pk>/remove/", dates.remove_date_view, name="remove_date"),
    path("jubilees/", dates.jubilee_list, name="jubilees"),
    path("jubilees/new/", dates.create_jubilee, name="create_jubilee"),
    path("jubilees/<int:pk>/", dates.change_jubilee, name="change_jubilee"),
    path("jubilees/<int:pk>/remove/", dates.remove_jubilee_view, name="remove_jubilee"),
    re_path(r"^jubilees/rule/(?P<kind>organisation|person|city|event)/$", dates.jubilee_rule, name="jubilee_rule"),
    path("jubilees/rules/<int:pk>/remove/", dates.remove_jubilee_rule_view, name="remove_jubilee_rule"),
]
