"""The accounts room for Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    """Registers the room."""

    name = "orgplan.accounts"
    label = "accounts"
    verbose_name = _("Accounts")
