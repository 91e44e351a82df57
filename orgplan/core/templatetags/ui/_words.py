"""Filters that put numbers and dates into the words of the reader's language."""

from __future__ import annotations

import datetime as dt

from django.template import TemplateSyntaxError
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from orgplan.core.templatetags.ui._library import grouped, register

NBSP = "\N{NO-BREAK SPACE}"
ENGLISH_FORMS, RUSSIAN_FORMS = 2, 3


def plural_index(number: int, forms: int) -> int:
    """Return which of two (English) or three (Russian) forms a whole number takes: 1 строка, 2 строки, 5 строк."""
    number = abs(number)
    if forms == ENGLISH_FORMS:
        return 0 if number == 1 else 1
    if number % 10 == 1 and number % 100 != 11:  # noqa: PLR2004 -- the rule of the Russian language
        return 0
    return 1 if number % 10 in {2, 3, 4} and number % 100 not in {12, 13, 14} else 2


@register.filter
def counted(number: int, words: str) -> str:
    """Return «412 строк» for `{{ total|counted:_("line/lines") }}`; the translation holds «строка/строки/строк»."""
    forms = words.split("/")
    if len(forms) not in {ENGLISH_FORMS, RUSSIAN_FORMS}:
        raise TemplateSyntaxError(f"counted: {words!r} needs two or three forms divided by «/»")
    return f"{grouped(number)}{NBSP}{forms[plural_index(number, len(forms))]}"


def _local(moment: dt.datetime) -> dt.datetime:
    return timezone.localtime(moment) if timezone.is_aware(moment) else moment


@register.filter
def day(date: dt.date | None) -> str:
    """Return «30 июля 2026», or nothing for no date."""
    return date_format(date, _("j E Y")) if date else ""


@register.filter
def day_month(date: dt.date | None) -> str:
    """Return «30 июля»."""
    return date_format(date, _("j E")) if date else ""


@register.filter
def weekday(date: dt.date | None) -> str:
    """Return «четверг, 30 июля»."""
    return f"{date_format(date, 'l').lower()}, {date_format(date, _('j E'))}" if date else ""


@register.filter
def month_name(date: dt.date | None) -> str:
    """Return «июль 2026»."""
    return f"{date_format(date, 'F').lower()} {date.year}" if date else ""


@register.filter
def moment(when: dt.datetime | None) -> str:
    """Return «30 июля 2026, 08:42» in the city's time."""
    if when is None:
        return ""
    local = _local(when)
    return f"{day(local)}, {local:%H:%M}"


@register.filter
def clock(when: dt.datetime | dt.time | None) -> str:
    """Return «08:42» in the city's time."""
    if when is None:
        return ""
    return f"{_local(when):%H:%M}" if isinstance(when, dt.datetime) else f"{when:%H:%M}"


@register.filter
def interval(start: dt.datetime | dt.time | None, end: dt.datetime | dt.time | None) -> str:
    """Return «09:00–09:40», or only the beginning where the end is not known."""
    first, last = clock(start), clock(end)
    return f"{first}–{last}" if first and last else first


@register.filter
def dash(value: object) -> str:
    """Return the value, or a dash where there is none."""
    return "—" if value is None or value == "" else str(value)
