"""Parts of forms: fields, the summary of errors, the place to drop a file."""

from __future__ import annotations

from typing import Any

from django.forms import BaseForm, BoundField
from django.utils.safestring import SafeString

from orgplan.core.fields import form_errors
from orgplan.core.templatetags.ui._library import register, wrap


@register.simple_tag
def field(*, field: BoundField) -> SafeString:
    """A field with label, help, errors and their aria ties, as `core/field.html` draws it."""
    return field.as_field_group()


@register.inclusion_tag("core/parts/error_summary.html")
def error_summary(*, form: BaseForm) -> dict[str, Any]:
    """All errors of a form at its top, each a link to its field; nothing when there are none."""
    return {"errors": form_errors(form)}


@register.simple_block_tag
def form_end(content: str) -> SafeString:
    """The line of buttons that ends a form; the main one first."""
    return wrap('<div class="form-end">{0}</div>', content)


@register.inclusion_tag("core/parts/file_drop.html")
def file_drop(*, name: str, label: str, hint: str = "", accept: str = "", paste: str = "") -> dict[str, Any]:
    """A native file input that also takes a dropped file; with `paste` (a field name) what was copied too.

    A pasted table arrives as `paste` (text) and `<paste>_html` (its markup, when the clipboard has any).
    """
    return {"name": name, "label": label, "hint": hint, "accept": accept, "paste": paste}


@register.simple_tag
def needed() -> SafeString:
    """The star beside what must be filled in; screen readers hear «required» from the field itself."""
    return SafeString('<span class="needed" aria-hidden="true">*</span>')
