"""The tabs above a list: `{% saved_views list="events" %}`, for every list bound in config/saved_lists.py."""

from __future__ import annotations

from typing import Any

from django import template
from django.template import Context

from orgplan.saved_views.queries import saved_list, tabs_of

register = template.Library()


@register.inclusion_tag("saved_views/tabs.html", takes_context=True)
def saved_views(context: Context, *, list: str, here: str = "") -> dict[str, Any]:  # noqa: A002 -- the template's word
    """The reader's own and shared views of the list, and the way to keep the present filter; one query.

    `here` is the page's own address where many pages share one list (`queries.tabs_of`).
    """
    request, of = context["request"], saved_list(list)
    assert of is not None, f"{list} is not bound in config/saved_lists.py"
    query = request.GET.copy()
    for name in ("page", "row"):
        query.pop(name, None)
    tabs = tabs_of(request.user, of, query.urlencode(), here=here)
    rows = [(tab, None, False) for tab in tabs]
    return {
        "rows": rows,
        "of": of,
        "query": query.urlencode(),
        "here": here,
        "known": any(tab.is_current for tab in tabs),
    }
