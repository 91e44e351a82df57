"""Tables of sign-ins: who signs in, by what, from where, for whom."""

from orgplan.accounts.models.behalf import Behalf, Grant
from orgplan.accounts.models.factors import ProviderLink, SecondFactor
from orgplan.accounts.models.presence import Presence, PresenceQuerySet
from orgplan.accounts.models.row_step import RowStep, RowStepQuerySet
from orgplan.accounts.models.security import Attempt, RolePolicy, SignInRules, SignInSession
from orgplan.accounts.models.token import Token, TokenQuerySet
from orgplan.accounts.models.user import User, UserManager, UserQuerySet

__all__ = [
    "Attempt",
    "Behalf",
    "Grant",
    "Presence",
    "PresenceQuerySet",
    "ProviderLink",
    "RolePolicy",
    "RowStep",
    "RowStepQuerySet",
    "SecondFactor",
    "SignInRules",
    "SignInSession",
    "Token",
    "TokenQuerySet",
    "User",
    "UserManager",
    "UserQuerySet",
]
