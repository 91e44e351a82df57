"""Panels that upper rooms add to a card."""

from __future__ import annotations

from django.template import Context
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from orgplan.core.seams import Panel
from orgplan.core.templatetags.ui._library import register
from orgplan.core.templatetags.ui._panels import sheet


@register.simple_tag(takes_context=True)
def panel(context: Context, *, panel: Panel) -> SafeString:
    """A sheet whose rows another room draws (core.seams, config/panels.py)."""
    body = render_to_string(panel.template, dict(panel.context), context["request"])
    return sheet(body, heading=panel.heading)
