"""Attempts, sessions, and what each role is asked for."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from orgplan.accounts.models.user import User
from orgplan.accounts.policy import can_manage_users
from orgplan.accounts.rules import Role
from orgplan.accounts.rules.limits import BY_ADDRESS, BY_LOGIN, AttemptKind, Limit, Outcome
from orgplan.accounts.rules.sessions import Ending, Term, Way, browser_words
from orgplan.core.editing import EditedModel


class AdministratorsRows(models.QuerySet[Any]):
    """Rows that only the administrator sees."""

    def visible_to(self, user: User) -> Self:
        """Return all to the administrator, nothing to others."""
        return self if can_manage_users(user) else self.none()


class OwnSessions(models.QuerySet["SignInSession"]):
    """Sessions of sign-ins."""

    def visible_to(self, user: User) -> Self:
        """Return all to the administrator, otherwise the own ones."""
        return self if can_manage_users(user) else self.filter(user=user)

    def going_on(self) -> Self:
        """Return those that nobody ended."""
        return self.filter(ending=Ending.GOING_ON)


class RolePolicy(EditedModel):
    """What is asked of a role. A role without a row is asked for what the fields' defaults say."""

    role = models.CharField(_("role"), max_length=20, choices=Role.choices, unique=True)
    asks_second_factor = models.BooleanField(
        _("one-time codes are required"), default=False, help_text=_("Without them nobody of this role goes on.")
    )
    asked_since = models.DateTimeField(null=True, blank=True, editable=False)
    grace_days = models.PositiveSmallIntegerField(
        _("days to set them up"), default=14, help_text=_("Counted from the day of the requirement or of the sign-in.")
    )
    allows_password = models.BooleanField(
        _("may sign in by password"),
        default=True,
        help_text=_("Without the mark only the city's own sign-in is left; it takes effect where that is set up."),
    )
    idle_minutes = models.PositiveIntegerField(_("minutes without work until the session ends"), default=480)
    longest_hours = models.PositiveIntegerField(_("longest session, hours"), default=24)

    objects = AdministratorsRows.as_manager()

    class Meta:
        verbose_name = _("what a role is asked for")
        verbose_name_plural = _("what roles are asked for")
        constraints = (
            models.CheckConstraint(condition=Q(role__in=Role.values), name="accounts_policy_role_known"),
            models.CheckConstraint(
                condition=Q(idle_minutes__range=(5, 10_080), longest_hours__range=(1, 720)),
                name="accounts_policy_terms_possible",
            ),
            models.CheckConstraint(
                condition=Q(asks_second_factor=False) | Q(asked_since__isnull=False), name="accounts_policy_asked_since"
            ),
        )

    def __str__(self) -> str:
        return str(self.get_role_display())

    @property
    def term(self) -> Term:
        """Return how long a session of the role lasts."""
        return Term(idle=timedelta(minutes=self.idle_minutes), absolute=timedelta(hours=self.longest_hours))

    @property
    def idle_hours(self) -> int:
        """Return the time without work in hours, 0 where it is no whole number of them."""
        hours, minutes = divmod(self.idle_minutes, 60)
        return 0 if minutes else hours


class SignInRules(EditedModel):
    """How many wrong attempts are borne, and how long attempts and ended sessions are remembered: one row.

    The bounds are hard: below them a clerk who mistypes is shut out, above them guessing by machine pays.
    """

    by_login = models.PositiveSmallIntegerField(_("wrong attempts of one login"), default=BY_LOGIN.amount)
    by_address = models.PositiveSmallIntegerField(_("wrong attempts from one address"), default=BY_ADDRESS.amount)
    window_minutes = models.PositiveSmallIntegerField(_("within minutes; so long the next one waits"), default=15)
    attempt_days = models.PositiveSmallIntegerField(_("days that attempts are remembered"), default=90)
    session_days = models.PositiveSmallIntegerField(_("days that ended sessions are remembered"), default=366)

    objects = AdministratorsRows.as_manager()

    class Meta:
        verbose_name = _("rules of sign-in attempts")
        verbose_name_plural = _("rules of sign-in attempts")
        constraints = (
            models.CheckConstraint(condition=Q(pk=1), name="accounts_signinrules_are_one"),
            models.CheckConstraint(
                condition=Q(by_login__range=(3, 20), by_address__range=(10, 1000), window_minutes__range=(5, 1440)),
                name="accounts_signinrules_limits_possible",
            ),
            models.CheckConstraint(
                condition=Q(attempt_days__range=(1, 366), session_days__range=(1, 1830)),
                name="accounts_signinrules_terms_possible",
            ),
        )

    def __str__(self) -> str:
        return str(self._meta.verbose_name)

    @property
    def login_limit(self) -> Limit:
        """Return what one login may try."""
        return Limit(self.by_login, timedelta(minutes=self.window_minutes))

    @property
    def address_limit(self) -> Limit:
        """Return what may be tried from one address."""
        return Limit(self.by_address, timedelta(minutes=self.window_minutes))


class Attempt(models.Model):
    """One attempt to prove who somebody is; wrong ones of the last minutes make the next wait."""

    kind = models.CharField(_("what was tried"), max_length=20, choices=AttemptKind.choices)
    login = models.CharField(_("login"), max_length=60)
    address = models.CharField(_("address"), max_length=60, blank=True)
    at = models.DateTimeField(_("when"), auto_now_add=True)
    outcome = models.CharField(_("outcome"), max_length=20, choices=Outcome.choices, default=Outcome.OPEN)

    objects = AdministratorsRows.as_manager()

    personal_data: ClassVar[dict[str, str]] = {
        "login": "to stop guessing of passwords",
        "address": "to stop guessing of passwords",
    }

    class Meta:
        verbose_name = _("attempt to sign in")
        verbose_name_plural = _("attempts to sign in")
        ordering = ("-at", "-pk")
        constraints = (
            models.CheckConstraint(condition=Q(kind__in=AttemptKind.values), name="accounts_attempt_kind_known"),
            models.CheckConstraint(condition=Q(outcome__in=Outcome.values), name="accounts_attempt_outcome_known"),
        )
        indexes = (
            models.Index(fields=("login", "kind", "-at"), name="accounts_attempt_login"),
            models.Index(fields=("address", "-at"), name="accounts_attempt_address"),
        )

    def __str__(self) -> str:
        return f"{self.login}, {self.address}"


class SignInSession(models.Model):
    """One session of a sign-in: since when, from where, in which browser, and how it ended."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="sessions")
    session_key = models.CharField(max_length=40, editable=False)
    started_at = models.DateTimeField(_("since"), auto_now_add=True)
    seen_at = models.DateTimeField(_("last seen"), auto_now_add=True)
    way = models.CharField(_("signed in"), max_length=20, choices=Way.choices)
    address = models.CharField(_("address"), max_length=60, blank=True)
    agent = models.CharField(_("browser"), max_length=300, blank=True)
    ending = models.CharField(_("how it ended"), max_length=20, choices=Ending.choices, default="", blank=True)

    objects = OwnSessions.as_manager()

    personal_data: ClassVar[dict[str, str]] = {
        "address": "to recognise a session that is not the own",
        "agent": "to recognise a session that is not the own",
    }

    class Meta:
        verbose_name = _("session")
        verbose_name_plural = _("sessions")
        ordering = ("-seen_at", "-pk")
        constraints = (
            models.CheckConstraint(condition=Q(way__in=Way.values), name="accounts_session_way_known"),
            models.CheckConstraint(condition=Q(ending__in=Ending.values), name="accounts_session_ending_known"),
        )
        indexes = (
            models.Index(fields=("user", "ending", "-seen_at"), name="accounts_session_of_user"),
            models.Index(fields=("session_key",), name="accounts_session_key"),
        )

    def __str__(self) -> str:
        return ", ".join(part for part in (str(self.user), self.browser, self.address) if part)

    @property
    def browser(self) -> str:
        """Return the browser in words, as far as it says what it is."""
        return browser_words(self.agent)
