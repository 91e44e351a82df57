"""Tables of the outbox, and of what each user is told."""

from orgplan.notices.models.choices import (
    Mute,
    NoticeRules,
    NoticeRulesQuerySet,
    NoticeSettings,
    OwnQuerySet,
    Watch,
)
from orgplan.notices.models.notice import Digest, Gathering, Notice, NoticeQuerySet
from orgplan.notices.models.outbox import Message, MessageQuerySet, OutboxRules, OutboxRulesQuerySet

__all__ = [
    "Digest",
    "Gathering",
    "Message",
    "MessageQuerySet",
    "Mute",
    "Notice",
    "NoticeQuerySet",
    "NoticeRules",
    "NoticeRulesQuerySet",
    "NoticeSettings",
    "OutboxRules",
    "OutboxRulesQuerySet",
    "OwnQuerySet",
    "Watch",
]
