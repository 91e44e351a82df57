"""The form by which a unit lets one of its people sign in as a performer."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from orgplan.accounts.rules import LOGIN_PATTERN, suggest_password
from orgplan.directory.forms.records import set_queryset
from orgplan.directory.models import Person


class PerformerForm(forms.Form):
    """Who of the unit's people signs in, by which login and first password."""

    person = forms.ModelChoiceField(
        Person.objects.none(),
        label=_("Whom to invite"),
        empty_label=_("choose a person of the unit"),
        help_text=_("Those who hold a post in the unit and have no sign-in yet."),
    )
    login = forms.CharField(
        label=_("Login"),
        max_length=60,
        validators=[RegexValidator(rf"^{LOGIN_PATTERN}\Z", _("Latin letters, digits, . - _ only."))],
    )
    email = forms.EmailField(label=_("E-mail"), max_length=254, required=False)
    password = forms.CharField(
        label=_("Password"),
        max_length=128,
        initial=suggest_password,
        widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false"}),
        help_text=_("Pass it on to the person: it is not shown again. The person can change it after signing in."),
    )

    def __init__(self, data: Any = None, *, people: Any) -> None:
        super().__init__(data)
        set_queryset(self, "person", people)

    def clean_password(self) -> str:
        """Apply the rules of the settings."""
        password: str = self.cleaned_data["password"]
        validate_password(password)
        return password
