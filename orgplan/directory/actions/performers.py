"""Letting people of a unit sign in to see what they have to carry out."""

from __future__ import annotations

from django.utils.translation import gettext as _

from orgplan.accounts.actions.users import create_user
from orgplan.accounts.models import User
from orgplan.accounts.rules import Role
from orgplan.audit.actions import Actor, audited, record
from orgplan.core.editing import RefusedError
from orgplan.directory.actions.people import join_user
from orgplan.directory.models import Membership, Person, Unit


@audited
def invite_performer(*, unit: Unit, person: Person, login: str, password: str, email: str = "", by: Actor) -> User:
    """Give the person a sign-in of a performer, joined to the unit and to the card in the directory.

    RefusedError where the login is taken, or the person has a sign-in already.
    """
    known = Membership.objects.filter(person=person, user__is_active=True).select_related("user").first()
    if known is not None:
        raise RefusedError(
            _("%(person)s signs in already: the login is “%(login)s”.")
            % {"person": person.full_name.surname_first(), "login": known.user.login}
        )
    user = create_user(
        login=login,
        name=person.full_name.surname_first(),
        role=Role.PERFORMER,
        password=password,
        email=email or person.email,
        by=by,
    )
    join_user(user, unit=unit, person=person, by=by)
    record(unit, after={"performer": f"{user.name} ({user.login})"})
    return user
