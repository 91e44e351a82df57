"""What is open to a performer: the own work and what leads to it; every other page is closed to the role.

Closed unless named: a room that is written later is closed to performers by itself. Rows are narrowed besides by
`visible_to`.
"""

from __future__ import annotations

PAGES_OF_PERFORMER = frozenset(
    (
        "home:own",
        *(
            f"accounts:{page}"
            for page in ("sign_in", "sign_out", "code", "cancel_code", "codes", "password", "presence")
        ),
        *(f"accounts:{page}" for page in ("user", "sessions", "end_session", "end_sessions")),
        *(f"accounts:{page}" for page in ("provider", "provider_back", "provider_confirm")),
        *(f"instructions:{page}" for page in ("instruction", "report", "report_file", "ask_extension", "withdraw")),
        "instructions:note_material",
        *(f"preparation:{page}" for page in ("finish", "reopen", "proof")),
        "events:event",
        *(f"bell:{page}" for page in ("list", "read", "unread", "mute", "muted", "unmute", "unwatch", "settings")),
        *(f"bell:{page}" for page in ("about", "follow", "mute_about", "digest", "stop")),
        "core:offline_worker",
    )
)
"""Addresses that a performer opens, by their names."""

LISTS_BEFORE_OWN_WORK = frozenset(
    (
        "home:today",
        *("instructions:list", "instructions:mine"),
        *("preparation:mine", "preparation:events", "preparation:plan"),
        "events:list",
    )
)
"""Pages that lead a performer to the own work instead: cards point to them as to what stands above."""
