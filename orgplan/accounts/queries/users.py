"""Reads of sign-ins for pages."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count
from django.utils.functional import Promise

from orgplan.accounts.models import SecondFactor, User, UserQuerySet
from orgplan.accounts.rules import DEMO_PASSWORD, Role
from orgplan.core.lookups import alphabetical, has_words


@dataclass(frozen=True, slots=True)
class DemoSignIn:
    """One button of the sign-in page of the demonstration city; `opens` is False once the password was changed."""

    login: str
    name: str
    role: str | Promise
    password: str


def demo_sign_ins() -> list[DemoSignIn]:
    """Return the active demonstration users in the order of roles; empty in a real city. One query."""
    order = list(Role)
    users = sorted(User.objects.filter(is_demo=True, is_active=True), key=lambda user: order.index(Role(user.role)))
    return [DemoSignIn(user.login, user.name, user.get_role_display(), DEMO_PASSWORD) for user in users]


def users_matching(rows: UserQuerySet, *, text: str = "", role: str = "", closed: bool = False) -> UserQuerySet:
    """Narrow users to words of the name, login or mail, to a role, to those who may (or may not) sign in."""
    rows = rows.filter(has_words(text, "name", "login", "email"), is_active=not closed)
    rows = rows.filter(role=role) if role else rows
    return rows.order_by(alphabetical("name"), "pk")


def counts_by_role(rows: UserQuerySet) -> dict[str, int]:
    """Return how many of the users have each role; one query."""
    return dict(rows.order_by().values_list("role").annotate(Count("pk")))


def linked_user(issuer: str, subject: str) -> User | None:
    """Return the user whom a person of the city's own sign-in was linked with; one query."""
    user: User | None = User.objects.filter(provider_link__issuer=issuer, provider_link__subject=subject).first()
    return user


def user_known_as(claim: str, value: str) -> User | None:
    """Return the one open user not linked yet whom the claim names: by mail for «email», by login otherwise.

    None where nobody or more than one answers, and for emergency sign-ins.
    """
    field = "email" if claim == "email" else "login"
    rows = User.objects.lasting().filter(**{f"{field}__iexact": value}, provider_link__isnull=True, is_active=True)
    found: list[User] = list(rows[:2]) if value else []
    return found[0] if len(found) == 1 else None


def recovery_codes_left(user: User) -> int:
    """Return how many recovery codes the user has left; one query."""
    kept: list[str] | None = SecondFactor.objects.filter(user=user).values_list("recovery_codes", flat=True).first()
    return len(kept or [])
