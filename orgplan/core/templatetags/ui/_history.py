"""What happened and what is under way: history, stages, progress."""

from __future__ import annotations

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from orgplan.core.templatetags.ui._library import TONES, checked, classes, grouped, register, wrap


@register.simple_block_tag
def history(content: str) -> SafeString:
    """A line of time, newest first; put `{% happened %}` inside."""
    return wrap('<ol class="history">{0}</ol>', content)


@register.simple_block_tag
def happened(content: str, *, when: str, who: str = "", tone: str = "plain") -> SafeString:
    """One entry of `{% history %}`: what (the body), when and who in words."""
    return wrap(
        '<li class="{1}"><div class="history-what">{0}</div><div class="history-when">{2}</div></li>',
        content,
        classes("history-item", checked(tone, TONES, of="happened tone")),
        f"{when} · {who}" if who else when,
    )


@register.simple_block_tag
def stages(content: str) -> SafeString:
    """The steps of a process; put `{% stage %}` inside."""
    return wrap('<ol class="stages">{0}</ol>', content)


@register.simple_tag
def stage(*, label: str, state: str = "", href: str = "") -> SafeString:
    """One step of `{% stages %}`: done, now, bad, or nothing for one that is still ahead."""
    said = {"": "", "done": _("done"), "now": "", "bad": _("needs attention")}
    checked(state, said, of="stage state")
    words = format_html('<a href="{}">{}</a>', href, label) if href else format_html("<span>{}</span>", label)
    spoken = format_html(' <span class="visually-hidden">({})</span>', said[state]) if said[state] else SafeString("")
    current = SafeString(' aria-current="step"') if state == "now" else SafeString("")
    return format_html(
        '<li class="{}"{}><span class="stage-mark" aria-hidden="true"></span><span>{}{}</span></li>',
        classes("stage", state),
        current,
        words,
        spoken,
    )


@register.simple_tag
def progress(*, value: int, total: int, label: str) -> SafeString:
    """How much of a known whole is done, in numbers and as a bar."""
    words = _("%(value)s of %(total)s") % {"value": grouped(value), "total": grouped(total)}
    return format_html(
        '<div class="progress"><div class="progress-words"><span>{0}</span><span>{1}</span></div>'
        '<progress value="{2}" max="{3}" aria-label="{0}: {1}"></progress></div>',
        label,
        words,
        value,
        max(total, 1),
    )
