"""The frame around pages: sections, their marks, who sees them; nothing fails without a user or a room."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.test import RequestFactory
from django.urls import ResolverMatch
from django.utils import translation

from orgplan.accounts.models import User
from orgplan.accounts.rules import Role
from orgplan.config import navigation
from orgplan.config.navigation import Frame, Group, Section, find_url, frame


def request_of(user: Any, *, room: str = "", path: str = "/") -> HttpRequest:
    request = RequestFactory().get(path)
    request.user = user
    if room:
        request.resolver_match = ResolverMatch(frame, (), {}, url_name="x", namespaces=[room])
    return request


def somebody(role: Role = Role.DEPARTMENT) -> User:
    return User(login="a", name="Образцова А. К.", role=role, is_active=True)


@pytest.fixture
def gallery_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two sections of which one has an address, so that the test depends on no other room."""
    sections = (
        Section("Галерея", "core:gallery", count=lambda _: 3),
        Section("Будущее", "tomorrow:list"),
        Section("Не для всех", "core:gallery", may=lambda user: user.role == Role.ADMINISTRATOR),
    )
    monkeypatch.setattr(navigation, "GROUPS", (Group("", sections), Group("Пусто", (Section("Нет", "none:x"),))))


def test_signed_out_reader_gets_no_sections_and_no_create_button() -> None:
    for user in (None, AnonymousUser()):
        shown = Frame(request_of(user))
        assert (shown.groups, shown.create_url, shown.user_label) == ([], "", "")


def test_request_before_the_sign_in_middleware_has_a_frame_too() -> None:
    assert Frame(RequestFactory().get("/")).groups == []


@pytest.mark.usefixtures("gallery_only")
def test_sections_without_address_or_permission_are_left_out() -> None:
    groups = Frame(request_of(somebody())).groups
    assert [[section.label for section in group.sections] for group in groups] == [["Галерея"]]
    assert groups[0].sections[0].count == 3
    administrator = Frame(request_of(somebody(Role.ADMINISTRATOR))).groups
    assert [section.label for section in administrator[0].sections] == ["Галерея", "Не для всех"]


@pytest.mark.usefixtures("gallery_only")
def test_section_is_marked_on_all_pages_of_its_room() -> None:
    there = Frame(request_of(somebody(), room="core", path=find_url("core:gallery"))).groups[0].sections[0]
    inside = Frame(request_of(somebody(), room="core", path="/gallery/1/")).groups[0].sections[0]
    elsewhere = Frame(request_of(somebody(), room="events")).groups[0].sections[0]
    marks = [(section.is_current, section.is_here) for section in (there, inside, elsewhere)]
    assert marks == [(True, True), (True, False), (False, False)]


def test_unknown_address_is_empty() -> None:
    assert find_url("nowhere:list") == ""


def test_labels_name_the_reader_and_the_citys_time(settings: Any) -> None:
    settings.CITY = "Омск"
    with translation.override("ru"):
        shown = Frame(request_of(somebody()))
        assert shown.user_label.startswith("Образцова А. К. · ")
        assert shown.now_label.endswith(" · Омск")


def test_leader_is_not_offered_to_create_events() -> None:
    assert Frame(request_of(somebody(Role.LEADER))).create_url == ""


def test_context_processor_computes_nothing_before_it_is_asked(django_assert_num_queries: Any, db: None) -> None:
    with django_assert_num_queries(0):
        assert isinstance(frame(request_of(somebody()))["frame"], Frame)
