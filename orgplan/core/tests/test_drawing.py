"""Rows drawn once: the same values give the same words; what may change behind its key is refused."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import pytest
from django.template import Context, Template
from django.test import override_settings
from django.urls import set_script_prefix
from django.utils import translation
from django.utils.safestring import SafeString

from orgplan.core.drawing import drawn, forget_drawn

ROW = (
    "{% load i18n %}{{ row.title }}{% for name in row.names %}, {{ name }}{% endfor %}"
    '{{ request }}{{ user }} {% url "core:gallery" %} {% translate "Print" %}'
)


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a list."""

    title: str
    names: tuple[str, ...] = ()
    more: Any = None


@dataclass
class Changing:
    """Something that may change after it was drawn."""

    title: str

    def __hash__(self) -> int:
        return 1


@pytest.fixture(autouse=True)
def _template() -> Iterator[None]:
    forget_drawn()
    loader = ("django.template.loaders.locmem.Loader", {"row.html": ROW})
    engine = {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {"loaders": [loader], "builtins": ["orgplan.core.templatetags.ui"]},
    }
    with override_settings(TEMPLATES=[engine], DEBUG=False), translation.override("ru"):
        yield
    set_script_prefix("/")
    forget_drawn()


def test_row_is_drawn_once_for_the_same_values() -> None:
    first = drawn("row.html", Row("Парад", ("мэр",)))
    assert first == "Парад, мэр /gallery/ Печать"
    assert drawn("row.html", Row("Парад", ("мэр",))) is first
    assert drawn("row.html", replace(Row("Парад", ("мэр",)), title="Концерт")) == "Концерт, мэр /gallery/ Печать"


def test_row_is_drawn_anew_in_another_language_and_under_another_address() -> None:
    row = Row("Парад")
    russian = drawn("row.html", row)
    with translation.override("en"):
        assert drawn("row.html", row) == "Парад /gallery/ Print"
    set_script_prefix("/plan/")
    assert drawn("row.html", row) == "Парад /plan/gallery/ Печать"
    set_script_prefix("/")
    assert drawn("row.html", row) is russian


def test_text_is_escaped_and_never_taken_for_markup() -> None:
    assert drawn("row.html", Row("<b>")).startswith("&lt;b&gt;")
    with pytest.raises(TypeError, match="SafeString"):
        drawn("row.html", Row(SafeString("<i>")))


@pytest.mark.parametrize("value", [Changing("x"), (1, Changing("x")), frozenset(), translation.gettext_lazy("Print")])
def test_value_that_may_change_behind_its_key_is_refused(value: Any) -> None:
    with pytest.raises(TypeError, match="no plain value"):
        drawn("row.html", Row("Парад", more=value))


def test_tag_sees_nothing_of_the_page_around_it() -> None:
    page = Template('{% drawn template="row.html" row=row %}')
    shown = page.render(Context({"row": Row("Парад"), "request": "чужое", "user": "чужое"}))
    assert shown == "Парад /gallery/ Печать"
