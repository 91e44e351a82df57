"""What holds other things: sheets, rows, notices, empty states, dialogs, details, facts."""

from __future__ import annotations

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from orgplan.core.templatetags.ui._library import TONES, checked, classes, draw_icon, optional, register, slotted, wrap

NOTICE_ICONS = {"info": "info", "ok": "check", "warn": "triangle-alert", "bad": "circle-x"}


@register.simple_block_tag
def sheet(content: str, *, heading: str = "", link: str = "", href: str = "", padded: bool = False) -> SafeString:
    """A panel of paper; its heading stands above it, with one link on the right."""
    css = classes("sheet", "padded" if padded else "")
    if not heading:
        return wrap('<div class="{1}">{0}</div>', content, css)
    aside = format_html('<a href="{}">{}</a>', href, link) if href else SafeString("")
    head = format_html('<div class="section-head"><h2>{}</h2>{}</div>', heading, aside)
    return wrap('<section class="section">{1}<div class="{2}">{0}</div></section>', content, head, css)


@slotted
def row(content: str, action: str, *, time: str = "", note: str = "", tone: str = "plain") -> SafeString:
    """One line of a sheet: time, body with a note under it, buttons on the right (after `{% action %}`)."""
    checked(tone, TONES, of="row tone")
    return wrap(
        '<div class="{1}">{2}<div class="row-body">{0}{3}</div>{4}</div>',
        content,
        classes("row", tone),
        optional('<div class="row-time">{}</div>', time),
        optional('<span class="row-note">{}</span>', note),
        optional('<div class="row-action">{}</div>', action),
    )


@register.simple_block_tag
def road(content: str, *, tone: str = "plain") -> SafeString:
    """The way between two events of a person: minutes, what is missing; `tone="bad"` when it does not fit."""
    return wrap('<div class="{1}">{0}</div>', content, classes("road", checked(tone, ("plain", "bad"), of="road tone")))


@slotted
def notice(content: str, action: str, *, tone: str = "info", heading: str = "") -> SafeString:
    """A sentence that must be seen, with its reason and what can be done about it."""
    sign = draw_icon(NOTICE_ICONS[checked(tone, NOTICE_ICONS, of="notice tone")])
    return wrap(
        '<div class="notice {1}"{2}>{3}<div class="notice-body">{4}<div>{0}</div>{5}</div></div>',
        content,
        tone,
        SafeString(' role="alert"') if tone == "bad" else SafeString(""),
        sign,
        optional('<div class="notice-heading">{}</div>', heading),
        optional('<div class="notice-action">{}</div>', action),
    )


@slotted
def empty_state(content: str, action: str, *, heading: str, example: str = "") -> SafeString:
    """Instead of an empty list: what would stand here, an example, and the first step."""
    return wrap(
        '<div class="empty"><h2>{1}</h2><div class="empty-body">{0}</div>{2}{3}</div>',
        content,
        heading,
        optional('<p class="example">{}</p>', example),
        optional('<div class="empty-action">{}</div>', action),
    )


@slotted
def dialog(content: str, action: str, *, id: str, heading: str) -> SafeString:  # noqa: A002 -- the attribute's name in HTML
    """A native dialog opened by `{% dialog_button %}`; the buttons of its decision stand after `{% action %}`."""
    close = format_html(
        '<button class="button link small square" type="button" popovertarget="{}" popovertargetaction="hide">{}'
        "</button>",
        id,
        draw_icon("x", label=_("Close")),
    )
    return wrap(
        '<dialog class="dialog" id="{1}" popover aria-labelledby="{1}-heading"><div class="dialog-head">'
        '<h2 id="{1}-heading">{2}</h2>{3}</div><div class="dialog-body">{0}</div>{4}</dialog>',
        content,
        id,
        heading,
        close,
        optional('<div class="dialog-end">{}</div>', action),
    )


@register.simple_block_tag
def details(content: str, *, summary: str, open: bool = False) -> SafeString:  # noqa: A002 -- the attribute's name in HTML
    """Something that few need at once, folded under its summary."""
    return wrap(
        '<details class="details"{1}><summary>{2}</summary><div class="details-body">{0}</div></details>',
        content,
        SafeString(" open") if open else SafeString(""),
        summary,
    )


@register.simple_block_tag
def facts(content: str) -> SafeString:
    """A list of facts: names on the left, values on the right."""
    return wrap('<dl class="facts">{0}</dl>', content)


@register.simple_block_tag
def fact(content: str, *, label: str) -> SafeString:
    """One fact of `{% facts %}`; an empty value shows a dash."""
    return wrap('<div class="fact"><dt>{1}</dt><dd>{0}</dd></div>', content.strip(), label)
