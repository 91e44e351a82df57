"""Long lists: tables with sort links, windows of rows, bulk choice, the trail of pages."""

from __future__ import annotations

from typing import Any

from django.template import Context
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from orgplan.core.pages import Window
from orgplan.core.templatetags.ui._library import checked, classes, draw_icon, register, slotted, wrap

NARROW = ("cards", "scroll")


@register.simple_block_tag
def table(content: str, *, label: str, narrow: str = "cards") -> SafeString:
    """A real table; on a narrow screen its rows become cards (`data-label` on cells) or it scrolls sideways."""
    css = classes("table", "cards" if checked(narrow, NARROW, of="table narrow") == "cards" else "")
    scroll = format_html(' class="table-wrap scroll" role="region" tabindex="0" aria-label="{}"', label)
    return wrap(
        '<div{1}><table class="{2}"><caption class="visually-hidden">{3}</caption>{0}</table></div>',
        content,
        scroll if narrow == "scroll" else SafeString(' class="table-wrap"'),
        css,
        label,
    )


@register.simple_tag(takes_context=True)
def column(context: Context, *, label: str = "", key: str = "", kind: str = "") -> SafeString:
    """A head cell; with `key` its link sorts by it (`?sort=key`, again `?sort=-key`). kind: number, pick, act."""
    css = format_html(' class="{}"', checked(kind, ("number", "pick", "act"), of="column kind")) if kind else ""
    if not label:
        return format_html("<td{}></td>", css)
    if not key:
        return format_html('<th scope="col"{}>{}</th>', css, label)
    query = context["request"].GET.copy()
    now = query.get("sort", "")
    query["sort"] = f"-{key}" if now == key else key
    query.pop("page", None)
    order = {key: "ascending", f"-{key}": "descending"}.get(now, "")
    sign = draw_icon("arrow-up" if order == "ascending" else "arrow-down") if order else SafeString("")
    state = format_html(' aria-sort="{}"', order) if order else SafeString("")
    return format_html('<th scope="col"{}{}><a href="?{}">{}{}</a></th>', css, state, query.urlencode(), label, sign)


@register.inclusion_tag("core/parts/pager.html", takes_context=True)
def pager(context: Context, *, window: Window[Any]) -> dict[str, Any]:
    """Which rows are shown of how many, the neighbours, and a jump to a row's number; nothing for one window."""
    query = context["request"].GET.copy()
    query.pop("page", None)
    query.pop("row", None)
    return {
        "window": window,
        "kept": [(name, value) for name, values in query.lists() for value in values],
        "query": f"{query.urlencode()}&" if query else "",
    }


@register.inclusion_tag("core/parts/form_pager.html")
def form_pager(*, window: Window[Any], form: str) -> dict[str, Any]:
    """The windows of a preview inside a form: buttons `page` of the form with this id; nothing for one window."""
    return {"window": window, "form": form}


@slotted
def bulk(content: str, action: str, *, label: str = "", url: str = "") -> SafeString:
    """A table with choice boxes (`<input type="checkbox" name="row">` in `td.pick`), the bar above it.

    The buttons after `{% action %}` are submit buttons: of the form around, or with `url` of the bar itself, which then
    is a form with the id `bulk` (the boxes say `form="bulk"`, the slot holds the csrf token), so that rows may hold
    forms of their own. They work without JavaScript; with it the bar counts, chooses all, and Shift chooses a range. A
    button with `data-always` needs no chosen row.
    """
    bar = format_html('form id="bulk" method="post" action="{}"', url) if url else SafeString("div")
    return wrap(
        '<bulk-select data-words="{1}"><{5} class="bulk" role="group" aria-label="{2}"><label class="pick" hidden>'
        '<input type="checkbox" data-all aria-label="{3}"></label><span class="bulk-count" data-count>{2}</span>'
        "{4}</{6}>{0}</bulk-select>",
        content,
        _("chosen: %(count)s"),
        label or _("With the chosen rows"),
        _("Choose all rows of this window"),
        action,
        bar,
        "form" if url else "div",
    )


@register.simple_block_tag
def breadcrumbs(content: str) -> SafeString:
    """The trail from the section to this page; put `{% crumb %}` inside."""
    return wrap('<nav class="crumbs" aria-label="{1}"><ol>{0}</ol></nav>', content, _("You are here"))


@register.simple_tag
def crumb(*, label: str, href: str = "") -> SafeString:
    """One step of the trail; without `href` it is the page itself."""
    if href:
        return format_html('<li><a href="{}">{}</a></li>', href, label)
    return format_html('<li aria-current="page">{}</li>', label)


@register.simple_tag
def hidden_fields(*, values: list[tuple[str, str]]) -> SafeString:
    """Hidden inputs that keep a filter through a GET form."""
    return format_html_join("", '<input type="hidden" name="{}" value="{}">', values)
