"""Writes of the outbox: what people do with letters (audited) and the worker's bookkeeping while they leave."""

from __future__ import annotations

from orgplan.notices.actions.letters import (
    Letter,
    Recipient,
    cancel,
    change_message,
    confirm_sent,
    hold,
    release,
    send_again,
    take_back_letters,
    write_message,
    write_messages,
)
from orgplan.notices.actions.rules import OutboxFacts, change_outbox_rules

__all__ = [
    "Letter",
    "OutboxFacts",
    "Recipient",
    "cancel",
    "change_message",
    "change_outbox_rules",
    "confirm_sent",
    "hold",
    "release",
    "send_again",
    "take_back_letters",
    "write_message",
    "write_messages",
]
