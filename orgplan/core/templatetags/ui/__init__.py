"""The components of every page, built into all templates (settings.TEMPLATES builtins).

Arguments are keyword-only and at most five; a misspelt one is an error when the template is compiled, a wrong value
(`kind="gren"`) when it is rendered. The gallery shows each in its states; docs/how-to/write-a-page.md lists them.
"""

from orgplan.core.templatetags.ui import (
    _buttons,
    _drawn,
    _forms,
    _history,
    _keys,
    _lists,
    _marks,
    _panels,
    _seams,
    _words,
)
from orgplan.core.templatetags.ui._library import register

__all__ = [
    "_buttons",
    "_drawn",
    "_forms",
    "_history",
    "_keys",
    "_lists",
    "_marks",
    "_panels",
    "_seams",
    "_words",
    "register",
]
