"""Roles: names that are stored, and what each is for; how a password is made up."""

from __future__ import annotations

import secrets

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

DEMO_PASSWORD = "omsk-1716-demo"  # noqa: S105 -- shown on the sign-in page of the demonstration city, on purpose

LOGIN_PATTERN = r"[A-Za-z0-9][A-Za-z0-9._-]*"
"""What a login consists of: what can be typed on any keyboard and read out by telephone."""

_PASSWORD_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # noqa: S105 -- letters that nobody mistakes on paper
_PASSWORD_GROUPS = 3
_GROUP_LENGTH = 4


class Role(TextChoices):
    """Who works here (design §1). A user has exactly one."""

    DEPARTMENT = "department", _("Organisational department")
    COORDINATOR = "coordinator", _("Unit coordinator")
    PROTOCOL = "protocol", _("Protocol service")
    LEADER = "leader", _("Leader")
    PERFORMER = "performer", _("Performer")
    ADMINISTRATOR = "administrator", _("Administrator")


ROLE_DUTIES = {
    Role.DEPARTMENT: _("builds the plans, owns the calendar, decides on lines, keeps the registers"),
    Role.COORDINATOR: _("sends the plan of one unit and answers remarks"),
    Role.PROTOCOL: _("leaders' participation, delegations, guests; keeps the registers"),
    Role.LEADER: _("sees everything, approves plans"),
    Role.PERFORMER: _("carries out instructions and steps of preparation, sees only the own ones"),
    Role.ADMINISTRATOR: _("gives sign-ins and roles, keeps the registers"),
}
"""What each role does here, in one line for the form."""


def suggest_password() -> str:
    """Return a new random password that can be read out by telephone: «k7mf-2wxe-pq9d» (59 bits)."""
    groups = (
        "".join(secrets.choice(_PASSWORD_LETTERS) for _letter in range(_GROUP_LENGTH))
        for _group in range(_PASSWORD_GROUPS)
    )
    return "-".join(groups)
