"""What people type about sign-ins."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.password_validation import validate_password
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from orgplan.accounts.models import User
from orgplan.accounts.rules import LOGIN_PATTERN, ROLE_DUTIES, Role, suggest_password
from orgplan.core.editing import EditedForm

LOGIN_FORM = RegexValidator(rf"^{LOGIN_PATTERN}\Z", _("Latin letters, digits, . - _ only."))


class SignInForm(AuthenticationForm):
    """Login and password; whatever is wrong gives one and the same sentence."""

    def __init__(self, request: Any = None, data: Any = None) -> None:
        super().__init__(request, data)
        wrong = _("The login or the password is wrong. Capital letters matter in the password.")
        self.error_messages = {"invalid_login": wrong, "inactive": wrong}
        self.fields["username"].label = _("Login")
        self.fields["password"].label = _("Password")


class PasswordForm(forms.Form):
    """A password given by the administrator; shown as typed, to be passed on."""

    password = forms.CharField(
        label=_("Password"),
        max_length=128,
        initial=suggest_password,
        widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false"}),
        help_text=_("Pass it on to the person: it is not shown again. The person can change it after signing in."),
    )

    def clean_password(self) -> str:
        """Apply the rules of the settings."""
        password: str = self.cleaned_data["password"]
        validate_password(password)
        return password


class UserForm(EditedForm):
    """What the administrator changes of a sign-in."""

    name = forms.CharField(label=_("Name"), max_length=200, help_text=_("As colleagues see it in lists and history."))
    role = forms.ChoiceField(
        label=_("Role"),
        choices=[(role.value, role.label) for role in Role],
        widget=forms.RadioSelect,
    )
    email = forms.EmailField(label=_("E-mail"), max_length=254, required=False)
    is_active = forms.BooleanField(
        label=_("May sign in"), required=False, help_text=_("Without the mark the person is signed out at once.")
    )

    def __init__(self, data: Any = None, *, record: User | None = None) -> None:
        super().__init__(data, record=record)
        role = self.fields["role"]
        assert isinstance(role, forms.ChoiceField)
        role.choices = [(each.value, f"{each.label} — {ROLE_DUTIES[each]}") for each in Role]


class NewUserForm(PasswordForm, UserForm):
    """A new sign-in: also the login and the first password."""

    login = forms.CharField(label=_("Login"), max_length=60, validators=[LOGIN_FORM])

    field_order = ("login", "name", "role", "email", "password")

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        del self.fields["is_active"]

    def clean_login(self) -> str:
        """Refuse a login that is taken, whatever its letters' case."""
        login: str = self.cleaned_data["login"].lower()
        if User.objects.filter(login__iexact=login).exists():
            raise forms.ValidationError(_("This login is taken."))
        return login
