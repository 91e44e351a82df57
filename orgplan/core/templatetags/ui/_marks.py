"""Small words beside things: tags, confidence, the original wording, dates, persons, icons."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from orgplan.core.templatetags.ui._library import TONES, checked, classes, draw_icon, optional, register

SATURDAY = 6
CONFIDENCE_ICONS = {"sure": "check", "check": "circle-question-mark", "problem": "triangle-alert"}


@register.simple_tag
def icon(*, name: str, label: str = "") -> SafeString:
    """An icon of the sprite. Words come first: use it only where it saves reading."""
    return draw_icon(name, label)


@register.simple_tag
def tag(*, text: str, tone: str = "plain") -> SafeString:
    """A state or kind in a word or two; the tone only repeats what the word says."""
    return format_html('<span class="{}">{}</span>', classes("tag", checked(tone, TONES, of="tag tone")), text)


@register.simple_tag
def confidence(*, level: str, reason: str = "") -> SafeString:
    """How surely a value was read: sure, check or problem — an icon, a word and a colour."""
    words = {"sure": _("read surely"), "check": _("please check"), "problem": _("could not be read")}
    checked(level, words, of="confidence level")
    sign = draw_icon(CONFIDENCE_ICONS[level])
    why = optional(' <span class="confidence-reason">{}</span>', reason)
    return format_html('<span class="confidence {}">{}<span>{}</span>{}</span>', level, sign, words[level], why)


@register.simple_tag
def original(*, text: str) -> SafeString:
    """The wording of the paper under its reading, in quotation marks; nothing when there is none."""
    return optional('<span class="original">{}</span>', text)


@register.simple_tag
def also_open(*, people: Iterable[tuple[str, str]]) -> SafeString:
    """The quiet hint who else has the same thing open: names, each with «сейчас» or «2 мин назад»."""
    names = format_html_join("; ", "<b>{}</b>, {}", people)
    return format_html('<p class="presence-note">{} {}</p>', _("Also open by:"), names)


@register.simple_tag
def draft_mark() -> SafeString:
    """The word «проект» that stands on papers until they are approved."""
    return format_html('<span class="draft-mark">{}</span>', _("draft"))


@register.simple_tag
def date_block(*, day: dt.date, rest: bool | None = None) -> SafeString:
    """A calendar leaf: month, number, weekday; `rest` says a day off, by default Saturday and Sunday."""
    is_rest = day.isoweekday() >= SATURDAY if rest is None else rest
    return format_html(
        '<time class="{}" datetime="{}"><span>{}</span><b>{}</b><span>{}</span></time>',
        classes("date", "rest" if is_rest else ""),
        day.isoformat(),
        date_format(day, "F").lower(),
        day.day,
        date_format(day, "l").lower(),
    )


@register.simple_tag
def person(*, name: str, post: str = "", phone: str = "", href: str = "") -> SafeString:
    """A person in one line: name, post, telephone that can be dialled."""
    shown = format_html('<a href="{}">{}</a>', href, name) if href else format_html("{}", name)
    digits = "".join(sign for sign in phone if sign.isdigit() or sign == "+")
    call = optional(' <a class="person-phone" href="tel:{}">{}</a>', digits, phone)
    written = optional(' <span class="person-phone">{}</span>', "" if digits else phone)
    return format_html(
        '<span class="person">{}{}{}{}</span>',
        shown,
        optional(' <span class="person-post">{}</span>', post),
        call,
        written,
    )
