"""Every write of the almanac, by noun: cycles with their exceptions, dates, jubilees, laying into plans."""

from django.utils.translation import gettext_noop

#: Words of the history for what these actions do and record (audit.queries.verb_words).
WORDS = (
    gettext_noop("write cycle"),
    gettext_noop("remove cycle"),
    gettext_noop("add exception"),
    gettext_noop("remove exception"),
    gettext_noop("move meeting"),
    gettext_noop("cancel meeting"),
    gettext_noop("move occurrence"),
    gettext_noop("cancel occurrence"),
    gettext_noop("take back meetings"),
    gettext_noop("lay meetings"),
    gettext_noop("lay into plan"),
    gettext_noop("lay ahead"),
    gettext_noop("write date"),
    gettext_noop("remove date"),
    gettext_noop("write jubilee"),
    gettext_noop("remove jubilee"),
    gettext_noop("write jubilee rule"),
    gettext_noop("remove jubilee rule"),
    gettext_noop("set almanac terms"),
    gettext_noop("exception of"),
    gettext_noop("laid meetings"),
    gettext_noop("rule text"),
    gettext_noop("off day"),
)
