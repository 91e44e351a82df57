"""The demonstration city's security of sign-ins: what roles are asked for, and an assistant of the Mayor at work."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from orgplan.accounts.actions.behalf import GrantFacts, give_behalf
from orgplan.accounts.actions.policies import PolicyFacts, change_role_policy
from orgplan.accounts.actions.sessions import sign_in
from orgplan.accounts.actions.tokens import issue_token, revoke_token
from orgplan.accounts.models import Token, User
from orgplan.accounts.rules import Role, Scope
from orgplan.accounts.rules.sessions import Way
from orgplan.accounts.rules.tokens import TokenScope
from orgplan.audit.actions import Actor

_FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
_YANDEX = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/136.0.0.0 YaBrowser/25.6.0.0 Safari/537.36"
)
_PHONE = "Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/136.0.0.0 Mobile Safari/537.36"


def build_security(by: Actor, password: str) -> None:  # noqa: ARG001 -- every part of the city is called alike
    """Write the security of the sign-ins that the directory's part has made."""
    users = {user.login: user for user in User.objects.filter(is_demo=True)}
    change_role_policy(
        role=Role.ADMINISTRATOR,
        facts=PolicyFacts(
            asks_second_factor=True, grace_days=45, allows_password=True, idle_minutes=120, longest_hours=12
        ),
        edition=1,
        by=by,
    )
    today = timezone.localdate()
    facts = GrantFacts(
        leader=users["mer"],
        assistant=users["pomoshnik"],
        scope=Scope.DECIDE,
        whose="Мэра города",
        starts_on=today - timedelta(days=20),
        ends_on=today + timedelta(days=70),
        basis="распоряжение Мэра от 12.01.2026 № 7-р",
    )
    give_behalf(facts=facts, by=users["mer"])
    for login, agent, address in (
        ("otdel", _YANDEX, "10.20.1.14"),
        ("pomoshnik", _FIREFOX, "10.20.1.31"),
        ("mer", _PHONE, "10.20.8.2"),
    ):
        user = users[login]
        # A key of no session: these lines only show how the list looks; ending one harms nobody.
        sign_in(user, key=f"demo-{login}", way=Way.PASSWORD, address=address, agent=agent, by=user)
        User.objects.filter(pk=user.pk).update(last_login=timezone.now())
    _issue_tokens(users["otdel"])


def _issue_tokens(holder: User) -> None:
    """Give the city site, the map, the Mayor's office and a trial their ways in; the trial's was taken back.

    Nobody knows the tokens.
    """
    now, trial = timezone.now(), "Проба подключения"
    for name, scopes, days in (
        (trial, (TokenScope.READ_EVENTS,), 30),
        ("Табло приёмной Мэра", (TokenScope.READ_EVENTS, TokenScope.READ_CLASHES), 180),
        ("Карта мероприятий", (TokenScope.READ_EVENTS, TokenScope.WEBHOOKS), 90),
        ("Сайт города", (TokenScope.READ_EVENTS, TokenScope.READ_PLANS, TokenScope.WEBHOOKS), 300),
    ):
        issued = issue_token(user=holder, name=name, scopes=scopes, expires_at=now + timedelta(days=days), by=holder)
        if name == trial:
            revoke_token(issued.token, by=holder)
        else:
            Token.objects.filter(pk=issued.token.pk).update(used_at=now - timedelta(minutes=days))
