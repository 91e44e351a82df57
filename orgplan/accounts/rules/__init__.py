"""Pure rules of sign-ins: roles, one-time codes, limits of attempts, terms of sessions, acting on behalf."""

from orgplan.accounts.rules.behalf import Scope
from orgplan.accounts.rules.roles import (
    DEMO_PASSWORD,
    LOGIN_PATTERN,
    ROLE_DUTIES,
    Role,
    suggest_password,
)

__all__ = ["DEMO_PASSWORD", "LOGIN_PATTERN", "ROLE_DUTIES", "Role", "Scope", "suggest_password"]
