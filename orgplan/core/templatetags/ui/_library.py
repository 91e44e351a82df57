"""The one library of tags, and what its modules share: checked words, icons, tags with a second slot."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable
from typing import Any

from django.template import Context, Library, Node, NodeList, TemplateSyntaxError
from django.template.base import FilterExpression, Parser, Token
from django.template.library import parse_bits
from django.templatetags.static import static
from django.utils.formats import number_format
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

register = Library()

TONES = ("plain", "accent", "ok", "warn", "bad")
ICONS = (
    "arrow-down",
    "arrow-up",
    "check",
    "chevron-left",
    "chevron-right",
    "circle-question-mark",
    "circle-x",
    "info",
    "menu",
    "phone",
    "plus",
    "printer",
    "triangle-alert",
    "undo-2",
    "upload",
    "x",
)

SlottedTag = Callable[..., str]


def checked(value: str, allowed: Iterable[str], *, of: str) -> str:
    """Return `value` if it is one of `allowed` words, else raise TemplateSyntaxError naming both."""
    if value not in allowed:
        raise TemplateSyntaxError(f"{of}: {value!r} is none of {', '.join(allowed)}")
    return value


def classes(*names: str) -> str:
    """Join class names, leaving out empty ones and the default tone."""
    return " ".join(name for name in names if name and name != "plain")


def draw_icon(name: str, label: str = "") -> SafeString:
    """Return an icon of the sprite; without a label it is decoration and silent for screen readers."""
    address = f"{static('core/icons.svg')}#{checked(name, ICONS, of='icon')}"
    if label:
        return format_html('<svg class="icon" role="img" aria-label="{}"><use href="{}"/></svg>', label, address)
    return format_html('<svg class="icon" aria-hidden="true"><use href="{}"/></svg>', address)


class SlottedNode(Node):
    """A block tag whose body may end with `{% action %}` and the buttons that belong to it."""

    def __init__(self, func: SlottedTag, body: NodeList, action: NodeList, kwargs: dict[str, FilterExpression]) -> None:
        self.func = func
        self.nodelist = body
        self.action = action
        self.kwargs = kwargs

    child_nodelists = ("nodelist", "action")

    def render(self, context: Context) -> SafeString:
        """Render both slots and hand them to the component as safe text."""
        values = {name: expression.resolve(context) for name, expression in self.kwargs.items()}
        body, action = self.nodelist.render(context), self.action.render(context)
        return conditional_escape(self.func(body, mark_safe(action.strip()), **values))  # noqa: S308 -- rendered above


def slotted(func: SlottedTag) -> SlottedTag:
    """Register `func(content, action, *, …)` as `{% name … %}content{% action %}buttons{% endname %}`.

    Django's own simple_block_tag has one slot; a row needs its buttons beside the body, not inside it.
    """
    name, end = func.__name__, f"end{func.__name__}"
    spec = inspect.getfullargspec(func)

    def compile_tag(parser: Parser, token: Token) -> SlottedNode:
        bits = token.split_contents()[1:]
        _, kwargs = parse_bits(
            parser,
            bits,
            [],
            None,
            None,
            None,
            spec.kwonlyargs,
            spec.kwonlydefaults or {},
            takes_context=False,  # type: ignore[call-arg]  # the stubs forgot it
            name=name,
        )
        body = parser.parse(("action", end))
        action = NodeList()
        if parser.next_token().contents == "action":
            action = parser.parse((end,))
            parser.delete_first_token()
        return SlottedNode(func, body, action, kwargs)

    register.tag(name, compile_tag)
    return func


def wrap(template: str, content: str, *values: Any) -> SafeString:
    """format_html for components: `content` is already rendered by the template engine, `values` are escaped."""
    return format_html(template, mark_safe(content), *values)  # noqa: S308 -- rendered and escaped by the engine


def grouped(number: int) -> str:
    """Return a whole number with its thousands apart, as the reader's language writes it."""
    return number_format(number, force_grouping=True)


def optional(template: str, *values: Any) -> SafeString:
    """Return `template` filled with `values`, or nothing when the first value is empty."""
    return format_html(template, *values) if values and values[0] not in ("", None) else SafeString("")
