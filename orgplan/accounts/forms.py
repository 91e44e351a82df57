"""What people type about sign-ins."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any

from django import forms
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.password_validation import validate_password
from django.core.validators import RegexValidator
from django.forms.utils import ErrorDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from orgplan.accounts.models import User, UserQuerySet
from orgplan.accounts.rules import LOGIN_PATTERN, ROLE_DUTIES, Role, Scope, suggest_password
from orgplan.accounts.rules.behalf import SCOPE_WORDS, genitive_of
from orgplan.accounts.rules.tokens import TokenScope
from orgplan.core.editing import EditedForm
from orgplan.core.fields import DateField

LOGIN_FORM = RegexValidator(rf"^{LOGIN_PATTERN}\Z", _("Latin letters, digits, . - _ only."))


class SignInForm(AuthenticationForm):
    """Login and password; whatever is wrong gives one and the same sentence."""

    def __init__(self, request: Any = None, data: Any = None) -> None:
        super().__init__(request, data)
        wrong = _("The login or the password is wrong. Capital letters matter in the password.")
        self.error_messages = {"invalid_login": wrong, "inactive": wrong}
        self.fields["username"].label = _("Login")
        self.fields["password"].label = _("Password")

    def say(self, sentence: str) -> None:
        """Refuse with another sentence than the one about the password: the form is not looked at at all."""
        self.cleaned_data, self._errors = {}, ErrorDict()
        self.add_error(None, sentence)


class CodeForm(forms.Form):
    """A one-time code, or a recovery code in its place."""

    code = forms.CharField(
        label=_("One-time code"),
        max_length=30,
        widget=forms.TextInput(
            {"autocomplete": "one-time-code", "inputmode": "text", "spellcheck": "false", "size": 14}
        ),
        help_text=_("Six digits that the telephone shows now, or one of the recovery codes."),
    )


class FirstCodeForm(CodeForm):
    """The first code of a key that is being set up."""

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        self.fields["code"].help_text = _("Six digits that the telephone shows now.")


class LinkForm(forms.Form):
    """The password that confirms a link with the city's own sign-in; not asked of who has none."""

    password = forms.CharField(
        label=_("Password"),
        max_length=128,
        widget=forms.PasswordInput({"autocomplete": "current-password"}),
        help_text=_("The one by which you signed in here so far."),
    )

    def __init__(self, data: Any = None, *, asks_password: bool) -> None:
        super().__init__(data)
        if not asks_password:
            del self.fields["password"]


class ReasonForm(forms.Form):
    """Why the administrator takes something away."""

    reason = forms.CharField(
        label=_("Reason"), max_length=300, help_text=_("The history keeps it: who came, what was lost.")
    )


class ClosingForm(forms.Form):
    """Why a sign-in is closed, and who takes over what it leaves open."""

    reason = forms.CharField(label=_("Reason"), max_length=300, help_text=_("The history keeps it."))
    heir = forms.ModelChoiceField(
        label=_("Hand the open work over to"),
        queryset=User.objects.none(),
        required=False,
        empty_label=_("nobody: it stays as it is"),
    )

    def __init__(self, data: Any = None, *, colleagues: UserQuerySet) -> None:
        super().__init__(data)
        heir = self.fields["heir"]
        assert isinstance(heir, forms.ModelChoiceField)
        heir.queryset = colleagues


class GrantForm(forms.Form):
    """Who may act in a leader's name, how far, from a day to a day."""

    leader = forms.ModelChoiceField(label=_("Leader"), queryset=User.objects.none(), empty_label=None)
    assistant = forms.ModelChoiceField(
        label=_("Assistant who acts"), queryset=User.objects.none(), empty_label=_("choose the assistant")
    )
    scope = forms.ChoiceField(label=_("How far"), widget=forms.RadioSelect)
    whose = forms.CharField(
        label=_("Signature: acts for"),
        max_length=100,
        help_text=_("In the genitive, as documents show it: “for the Mayor of the city”. Empty: the leader's name."),
        required=False,
    )
    starts_on = DateField(label=_("Right begins on"))
    ends_on = DateField(label=_("Right ends on"))
    basis = forms.CharField(
        label=_("Basis"),
        max_length=300,
        required=False,
        help_text=_("An order, a memo; the administrator must name it."),
    )

    def __init__(
        self, data: Any = None, *, leaders: UserQuerySet, assistants: UserQuerySet, needs_basis: bool, **options: Any
    ) -> None:
        super().__init__(data, **options)
        for name, rows in (("leader", leaders), ("assistant", assistants)):
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)
            field.queryset = rows
        self.fields["basis"].required = needs_basis
        scope = self.fields["scope"]
        assert isinstance(scope, forms.ChoiceField)
        scope.choices = [(each.value, f"{each.label} — {SCOPE_WORDS[each]}") for each in Scope]

    def clean(self) -> dict[str, Any]:
        """Refuse a term that ends before it begins; propose the signature where none was typed."""
        given: dict[str, Any] = super().clean() or {}
        starts_on, ends_on = given.get("starts_on"), given.get("ends_on")
        if starts_on and ends_on and ends_on < starts_on:
            self.add_error("ends_on", _("The last day lies before the first one."))
        if given.get("leader") and not given.get("whose"):
            given["whose"] = genitive_of(given["leader"].name)
        return given


class PolicyForm(EditedForm):
    """What a role is asked for."""

    asks_second_factor = forms.BooleanField(
        label=_("One-time codes are required"),
        required=False,
        help_text=_("After the days below nobody goes on without."),
    )
    grace_days = forms.IntegerField(label=_("Days to set them up"), min_value=0, max_value=365)
    allows_password = forms.BooleanField(
        label=_("May sign in by password"),
        required=False,
        help_text=_("Without the mark only the city's own sign-in is left; it takes effect where that is set up."),
    )
    idle_minutes = forms.IntegerField(
        label=_("Minutes without work until the session ends"), min_value=5, max_value=10_080
    )
    longest_hours = forms.IntegerField(label=_("Longest session, hours"), min_value=1, max_value=720)


class SignInRulesForm(EditedForm):
    """How many wrong attempts are borne, and how long attempts and sessions are remembered."""

    by_login = forms.IntegerField(
        label=_("Wrong attempts of one login"),
        min_value=3,
        max_value=20,
        help_text=_("From 3 to 20: fewer shut out who mistypes, more help who guesses."),
    )
    by_address = forms.IntegerField(
        label=_("Wrong attempts from one address"),
        min_value=10,
        max_value=1000,
        help_text=_("From 10 to 1000: one address may stand for a whole building."),
    )
    window_minutes = forms.IntegerField(
        label=_("Within minutes"),
        min_value=5,
        max_value=1440,
        help_text=_("Attempts are counted within this time, and so long at most the next one waits."),
    )
    attempt_days = forms.IntegerField(label=_("Days that attempts are remembered"), min_value=1, max_value=366)
    session_days = forms.IntegerField(label=_("Days that ended sessions are remembered"), min_value=1, max_value=1830)


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

    def __init__(self, data: Any = None, *, record: User | None = None) -> None:
        super().__init__(data, record=record)
        role = self.fields["role"]
        assert isinstance(role, forms.ChoiceField)
        role.choices = [(each.value, f"{each.label} — {ROLE_DUTIES[each]}") for each in Role]


class NewUserForm(PasswordForm, UserForm):
    """A new sign-in: also the login and the first password."""

    login = forms.CharField(label=_("Login"), max_length=60, validators=[LOGIN_FORM])

    field_order = ("login", "name", "role", "email", "password")

    def clean_login(self) -> str:
        """Refuse a login that is taken, whatever its letters' case."""
        login: str = self.cleaned_data["login"].lower()
        if User.objects.filter(login__iexact=login).exists():
            raise forms.ValidationError(_("This login is taken."))
        return login


class TokenForm(forms.Form):
    """A program, what it may do, until which day."""

    name = forms.CharField(
        label=_("Program"),
        max_length=100,
        help_text=_("History shows it beside your name: “City site”, “Document system”."),
    )
    scopes = forms.MultipleChoiceField(
        label=_("May do"), choices=TokenScope.choices, widget=forms.CheckboxSelectMultiple
    )
    until = DateField(label=_("Holds until"), help_text=_("A year at most."))

    def facts(self) -> dict[str, Any]:
        """Return what `issue_token` takes; the token holds to the end of the day."""
        given = self.cleaned_data
        end = datetime.combine(given["until"], time.max, tzinfo=timezone.get_current_timezone())
        scopes = [TokenScope(each) for each in given["scopes"]]
        return {"name": given["name"], "scopes": scopes, "expires_at": end}
