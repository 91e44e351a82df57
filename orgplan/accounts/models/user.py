"""The user: a sign-in with one role. Units and persons are joined to it in `directory.Membership`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from orgplan.accounts.policy import can_manage_users
from orgplan.accounts.rules import Role
from orgplan.core.editing import EditedModel

if TYPE_CHECKING:
    from orgplan.accounts.models.behalf import Behalf


class UserQuerySet(models.QuerySet["User"]):
    """Users, as far as somebody may see them."""

    def visible_to(self, user: User) -> UserQuerySet:
        """Return all to the administrator, otherwise only oneself."""
        return self if can_manage_users(user) else self.filter(pk=user.pk)

    def lasting(self) -> UserQuerySet:
        """Return those whom no term closes: all but the emergency sign-ins."""
        return self.filter(closes_at__isnull=True)


class UserManager(BaseUserManager["User"]):
    """Finds users by login; creation is an action (`accounts.actions.create_user`)."""

    def get_queryset(self) -> UserQuerySet:
        """Return the typed queryset."""
        return UserQuerySet(self.model, using=self._db)

    def visible_to(self, user: User) -> UserQuerySet:
        """See `UserQuerySet.visible_to`."""
        return self.get_queryset().visible_to(user)

    def lasting(self) -> UserQuerySet:
        """See `UserQuerySet.lasting`."""
        return self.get_queryset().lasting()

    def get_by_natural_key(self, username: str | None) -> User:
        """Find by login whatever the case of its letters."""
        return self.get(login__iexact=username)


class User(EditedModel, AbstractBaseUser):
    """A person who signs in."""

    login = models.CharField(_("login"), max_length=60, unique=True)
    name = models.CharField(
        _("name in lists"), max_length=200, help_text=_("As colleagues see it in lists and history.")
    )
    email = models.EmailField(_("e-mail"), blank=True)
    role = models.CharField(_("role"), max_length=20, choices=Role.choices)
    is_active = models.BooleanField(_("may sign in"), default=True)
    is_demo = models.BooleanField(default=False, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    closes_at = models.DateTimeField(_("emergency sign-in until"), null=True, blank=True, editable=False)

    USERNAME_FIELD = "login"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name", "role"]

    objects: ClassVar[Any] = UserManager()

    #: Who acts as this user for the time of a request; set by the middleware, never stored.
    behalf: Behalf | None = None
    #: Which program works as this user for the time of a request; set where a token is shown, never stored.
    program: str = ""

    #: Personal data, field by field, with the purpose it is kept for.
    personal_data: ClassVar[dict[str, str]] = {
        "login": "to sign in",
        "name": "who did what, in lists and history",
        "email": "work contact",
    }

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")
        ordering = ("name", "pk")
        constraints = (
            models.UniqueConstraint(Lower("login"), name="accounts_user_login_in_any_case"),
            models.CheckConstraint(condition=Q(role__in=Role.values), name="accounts_user_role_known"),
            models.CheckConstraint(
                condition=Q(closes_at__isnull=True) | Q(role=Role.ADMINISTRATOR),
                name="accounts_user_emergency_is_administrator",
            ),
        )

    def __str__(self) -> str:
        if self.behalf:
            return self.behalf.signature
        return f"{self.name} (программа «{self.program}»)" if self.program else self.name

    def get_absolute_url(self) -> str:
        """Return the address of the card."""
        return reverse("accounts:user", args=[self.pk])

    @property
    def is_emergency(self) -> bool:
        """Tell whether the sign-in was made on the server for a few hours."""
        return self.closes_at is not None

    @property
    def is_open(self) -> bool:
        """Tell whether the user may sign in and stay: not closed, and no term is over."""
        return self.is_active and (self.closes_at is None or self.closes_at > timezone.now())

    @property
    def acting_pk(self) -> Any:
        """Return the key of the person at the keyboard: the assistant's while one acts as this user."""
        return self.behalf.assistant.pk if self.behalf else self.pk
