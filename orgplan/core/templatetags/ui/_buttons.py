"""What can be pressed: buttons, one-button forms, pills of a filter, the print button."""

from __future__ import annotations

from django.middleware.csrf import get_token
from django.template import Context, TemplateSyntaxError
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from orgplan.core.templatetags.ui._library import draw_icon, grouped, optional, register

KINDS = frozenset({"plain", "go", "danger", "link", "small"})


def button_class(kind: str) -> str:
    """Return the classes of a button for words such as «go» or «danger small»."""
    words = kind.split()
    if unknown := set(words) - KINDS:
        raise TemplateSyntaxError(f"button: {', '.join(sorted(unknown))} is none of {', '.join(sorted(KINDS))}")
    return " ".join(["button", *(word for word in words if word != "plain")])


@register.simple_tag
def button(*, label: str, kind: str = "plain", href: str = "", name: str = "", value: str = "") -> SafeString:
    """A link that looks like a button (with `href`), else a submit button of the form around it."""
    css = button_class(kind)
    if href:
        return format_html('<a class="{}" href="{}">{}</a>', css, href, label)
    pair = optional(' name="{}" value="{}"', name, value)
    return format_html('<button class="{}" type="submit"{}>{}</button>', css, pair, label)


@register.simple_tag(takes_context=True)
def post_button(
    context: Context, *, label: str, url: str, kind: str = "plain", name: str = "", value: str = ""
) -> SafeString:
    """A whole form with one button: the only right way to press something that changes records."""
    token = get_token(context["request"])
    pair = optional(' name="{}" value="{}"', name, value)
    return format_html(
        '<form class="button-form" method="post" action="{}">'
        '<input type="hidden" name="csrfmiddlewaretoken" value="{}">'
        '<button class="{}" type="submit"{}>{}</button></form>',
        url,
        token,
        button_class(kind),
        pair,
        label,
    )


@register.simple_tag
def dialog_button(*, label: str, dialog: str, kind: str = "plain") -> SafeString:
    """A button that opens the dialog with this id; works without JavaScript (popover), modal with it."""
    return format_html(
        '<button class="{}" type="button" popovertarget="{}">{}</button>', button_class(kind), dialog, label
    )


@register.simple_tag
def print_button(*, label: str = "", kind: str = "plain") -> SafeString:
    """Opens the browser's print window; it shows itself only where JavaScript can do that."""
    return format_html(
        '<button class="{}" type="button" data-print hidden>{}{}</button>',
        button_class(kind),
        draw_icon("printer"),
        label or _("Print"),
    )


@register.simple_tag
def copy_button(*, source: str, label: str = "", kind: str = "plain") -> SafeString:
    """Copies the text of the element with the id `source`; it shows itself only where JavaScript can do that."""
    return format_html(
        '<button class="{}" type="button" data-copy="{}" data-copied="{}" hidden>{}</button>',
        button_class(kind),
        source,
        _("Copied"),
        label or _("Copy"),
    )


@register.simple_tag
def pen(*, of: str, field: str, label: str, opened: str = "") -> SafeString:
    """Opens one value where it stands: `of` is the record's address, `field` the rest of the form's, as «cell/place».

    `opened` is the field that takes the focus. A table has several pens in each row, therefore no general format_html.
    """
    focus = " autofocus" if opened and opened == field.rpartition("/")[2] else ""
    address = f"{escape(of)}{field}/"
    return SafeString(
        f' <a class="pen no-print"{focus} href="{address}" hx-get="{address}" aria-label="{escape(label)}"></a>'
    )


@register.simple_tag
def pill(*, label: str, href: str, count: int | None = None, on: bool = False, removable: bool = False) -> SafeString:
    """One choice of a filter kept in the address: with its number of rows, or removable by its cross."""
    number = optional('<span class="pill-count">{}</span>', None if count is None else grouped(count))
    cross = draw_icon("x", label=_("remove filter")) if removable else SafeString("")
    current = SafeString(' aria-current="true"') if on else SafeString("")
    return format_html('<a class="pill" href="{}"{}>{} {}{}</a>', href, current, label, number, cross)
