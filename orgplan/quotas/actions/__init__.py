"""Writes of the room."""

from django.utils.translation import gettext_noop

from orgplan.quotas.actions.answers import AnswerFacts, answer_share, count_who_came
from orgplan.quotas.actions.copying import ask_shares_anew, copy_quotas, reword_quotas
from orgplan.quotas.actions.letters import ask_bodies, record_letter, remind_bodies
from orgplan.quotas.actions.quotas import (
    QuotaFacts,
    ShareFacts,
    add_bodies,
    remove_quota,
    remove_share,
    spread_quota,
    write_quota,
    write_shares,
)

__all__ = [
    "VERBS",
    "WORDS",
    "AnswerFacts",
    "QuotaFacts",
    "ShareFacts",
    "add_bodies",
    "answer_share",
    "ask_bodies",
    "ask_shares_anew",
    "copy_quotas",
    "count_who_came",
    "record_letter",
    "remind_bodies",
    "remove_quota",
    "remove_share",
    "reword_quotas",
    "spread_quota",
    "write_quota",
    "write_shares",
]

VERBS = (
    gettext_noop("write quota"),
    gettext_noop("remove quota"),
    gettext_noop("add bodies"),
    gettext_noop("remove share"),
    gettext_noop("write shares"),
    gettext_noop("spread quota"),
    gettext_noop("ask bodies"),
    gettext_noop("remind bodies"),
    gettext_noop("record letter"),
    gettext_noop("answer share"),
    gettext_noop("count who came"),
    gettext_noop("ask shares anew"),
    gettext_noop("copy quotas"),
    gettext_noop("reword quotas"),
)
"""How the history names these actions."""

WORDS = (gettext_noop("bodies"), gettext_noop("quotas"))
"""What the history says was recorded, where it is no field."""
