"""Pure rules: how letters pass, when they leave, what is urgent, how notices are bundled and held back."""

from orgplan.notices.rules.letters import (
    CHANGEABLE,
    GONE,
    LEASE,
    MESSAGE_TRANSITIONS,
    MOST_ATTEMPTS,
    UNSENT,
    MessageState,
    QuietHours,
    is_temporary,
    leaves_when,
    message_id,
    next_message_state,
    occasion_of,
    pause_after,
    refusal_words,
)

__all__ = [
    "CHANGEABLE",
    "GONE",
    "LEASE",
    "MESSAGE_TRANSITIONS",
    "MOST_ATTEMPTS",
    "UNSENT",
    "MessageState",
    "QuietHours",
    "is_temporary",
    "leaves_when",
    "message_id",
    "next_message_state",
    "occasion_of",
    "pause_after",
    "refusal_words",
]
