"""Every write to sign-ins, by noun; those of the sign-ins themselves are named here for other rooms."""

from orgplan.accounts.actions.users import UserFacts, change_user, create_user, set_password

__all__ = ["UserFacts", "change_user", "create_user", "set_password"]
