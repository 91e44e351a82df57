"""Keys of a page: what `?` shows."""

from __future__ import annotations

from django.template.loader import render_to_string
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from orgplan.core.templatetags.ui._library import register


@register.simple_tag
def key_help() -> SafeString:
    """The dialog of `?`: the keys that work everywhere, and those that the page declares by `data-key`.

    A page declares a key on the link, button or field that it reaches: `data-key="KeyJ ArrowRight"` presses it,
    `data-key-focus="KeyG"` goes into it. The name shown is that of the element. What a page does with keys by itself it
    tells on a hidden element: `data-key-told="Ctrl ↑"`, `data-key-name` in words, `data-key-when`: the selector of what
    has to stand on the page for it. Stands once, in the frame.
    """
    return SafeString(render_to_string("core/parts/key_help.html"))


@register.simple_tag
def keys(*, names: str) -> SafeString:
    """Keys as they are printed on the keyboard, between spaces: «Ctrl K»."""
    return format_html_join(" ", "<kbd>{}</kbd>", ((name,) for name in names.split(" ")))
