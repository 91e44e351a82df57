"""Roles: names that are stored, and what each is for."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Role(TextChoices):
    """Who works here (design §1). A user has exactly one."""

    DEPARTMENT = "department", _("Organisational department")
    COORDINATOR = "coordinator", _("Unit coordinator")
    PROTOCOL = "protocol", _("Protocol service")
    LEADER = "leader", _("Leader")
    ADMINISTRATOR = "administrator", _("Administrator")
