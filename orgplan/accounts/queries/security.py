"""What the administrator watches: who proves the sign-in by what, sessions, rights to act, emergency sign-ins."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q
from django.utils import timezone

from orgplan.accounts.models import Grant, ProviderLink, SecondFactor, SignInSession, User
from orgplan.accounts.models.behalf import GrantQuerySet
from orgplan.accounts.models.security import OwnSessions
from orgplan.accounts.models.user import UserQuerySet
from orgplan.accounts.policy import can_grant_behalf, can_manage_users, has_role
from orgplan.accounts.queries.standing import role_policies, standing_of
from orgplan.accounts.rules import Role
from orgplan.accounts.rules.sessions import Ending
from orgplan.audit.models import Entry
from orgplan.core.lookups import alphabetical

_SIGN_IN_VERBS = (
    "accounts.sign_in",
    "accounts.refuse_attempt",
    "accounts.sign_out",
    "accounts.unlock",
    "accounts.begin_behalf",
    "accounts.end_behalf",
)
SHOWN_ENTRIES = 30


def users_with_factors(rows: UserQuerySet) -> UserQuerySet:
    """Add to the users whether they have one-time codes and the city's own sign-in, and how many sessions go on."""
    return rows.annotate(
        has_factor=Exists(SecondFactor.objects.filter(user=OuterRef("pk"))),
        has_provider=Exists(ProviderLink.objects.filter(user=OuterRef("pk"))),
        session_count=Count("sessions", filter=_alive()),
    ).order_by(alphabetical("name"), "pk")


def _alive() -> Q:
    """Return the condition that a session goes on, by the terms of every role."""
    now, alive = timezone.now(), Q(pk__in=())
    for role, policy in role_policies().items():
        term = policy.term
        alive |= Q(role=role, sessions__seen_at__gt=now - term.idle, sessions__started_at__gt=now - term.absolute)
    return alive & Q(sessions__ending=Ending.GOING_ON)


@dataclass(frozen=True, slots=True)
class FactorCount:
    """How many of a role's sign-ins have one-time codes."""

    role: Role
    having: int
    total: int


def factor_counts() -> dict[Role, FactorCount]:
    """Return for each role how many of the open sign-ins have one-time codes; one query."""
    counted = (
        User.objects.lasting()
        .filter(is_active=True)
        .order_by()
        .values_list("role")
        .annotate(total=Count("pk"), having=Count("second_factor"))
    )
    found = {role: (total, having) for role, total, having in counted}
    return {role: FactorCount(role, found.get(role, (0, 0))[1], found.get(role, (0, 0))[0]) for role in Role}


def sessions_of(user: User) -> OwnSessions:
    """Return the sessions of a user that go on: nobody ended them, and their term is not over."""
    now, term = timezone.now(), standing_of(user).term
    rows: OwnSessions = SignInSession.objects.filter(
        user=user, seen_at__gt=now - term.idle, started_at__gt=now - term.absolute
    ).going_on()
    return rows


def sign_in_trail() -> list[Entry]:
    """Return the newest sign-ins, sign-outs, refusals and changes of hands; one query."""
    return list(Entry.objects.filter(verb__in=_SIGN_IN_VERBS)[:SHOWN_ENTRIES])


def grants_shown(user: User) -> GrantQuerySet:
    """Return the rights to act that the user may see and that are not over."""
    rows: GrantQuerySet = Grant.objects.visible_to(user).filter(
        ends_on__gte=timezone.localdate(), revoked_at__isnull=True
    )
    return rows.select_related("leader", "assistant").order_by("starts_on", "pk")


def usable_grants(user: User) -> list[Grant]:
    """Return the rights by which the user may act today; one query."""
    rows = Grant.objects.in_force(timezone.localdate()).filter(assistant=user)
    return list(rows.select_related("leader", "assistant").order_by("pk"))


def usable_grant(user: User, key: int) -> Grant | None:
    """Return the right with this key if the user may act by it today; one query."""
    rows = Grant.objects.in_force(timezone.localdate()).filter(assistant=user, pk=key)
    return rows.select_related("leader", "assistant").first()


def possible_leaders(user: User) -> UserQuerySet:
    """Return in whose name the user may give a right: oneself, or every leader for the administrator."""
    leaders: UserQuerySet = User.objects.lasting().filter(role=Role.LEADER, is_active=True)
    return leaders if can_manage_users(user) else leaders.filter(pk=user.pk)


def possible_assistants(user: User) -> UserQuerySet:
    """Return to whom a right may be given: everybody who signs in, but the administrators."""
    nobody: UserQuerySet = User.objects.none()
    if not can_grant_behalf(user):
        return nobody
    rows: UserQuerySet = User.objects.lasting().filter(is_active=True).exclude(role=Role.ADMINISTRATOR)
    return rows.exclude(pk=user.pk).order_by(alphabetical("name"), "pk")


def colleagues_of(user: User) -> UserQuerySet:
    """Return those who could take over the user's open work: open sign-ins of the same role."""
    rows: UserQuerySet = User.objects.lasting().filter(is_active=True, role=user.role).exclude(pk=user.pk)
    return rows.order_by(alphabetical("name"), "pk")


def emergency_sign_ins(user: User) -> list[User]:
    """Return the emergency sign-ins that are open now, for the administrator; one query, none for others."""
    if not has_role(user, Role.ADMINISTRATOR):
        return []
    rows = User.objects.filter(is_active=True, closes_at__gt=timezone.now()).exclude(pk=user.pk)
    return list(rows.order_by("closes_at"))
