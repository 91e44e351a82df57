"""Work on behalf of a leader: what is signed, what is seen, what is refused."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from orgplan.accounts.actions.behalf import GrantFacts, give_behalf, revoke_behalf
from orgplan.accounts.models import Behalf, Grant, User
from orgplan.accounts.policy import acting_scope, can_grant_behalf, can_manage_users, has_role, may_decide
from orgplan.accounts.rules import Role, Scope
from orgplan.accounts.tests import factories
from orgplan.audit.actions import System, audited, record
from orgplan.audit.models import Entry
from orgplan.core.editing import RefusedError

pytestmark = pytest.mark.django_db
BY = System("проверка")
TODAY = timezone.localdate
SIGNED = "Приёмнова\N{NO-BREAK SPACE}И.\N{NO-BREAK SPACE}И. за Мэра"


@pytest.fixture
def leader(db: None) -> User:
    return factories.user(Role.LEADER, name="Образцов Илья Игоревич")


@pytest.fixture
def assistant(db: None) -> User:
    return factories.user(Role.PROTOCOL, name="Приёмнова Ирина Игоревна")


def facts(leader: User, assistant: User, **other: object) -> GrantFacts:
    given = {"scope": Scope.DECIDE, "whose": "Мэра", "starts_on": TODAY(), "ends_on": TODAY()} | other
    return GrantFacts(leader=leader, assistant=assistant, **given)  # type: ignore[arg-type]


def acting(leader: User, assistant: User, scope: Scope = Scope.DECIDE) -> tuple[Client, Grant]:
    client, right = Client(), factories.grant(leader, assistant, scope=scope)
    factories.acting(client, right)
    return client, right


@audited
def decide(user: User, *, by: User) -> None:
    record(user, after={"name": "решено"})


def test_history_names_both_and_keeps_who_was_at_the_keyboard(leader: User, assistant: User) -> None:
    leader.behalf = Behalf.of(factories.grant(leader, assistant))
    decide(leader, by=leader)
    entry = Entry.objects.get()
    assert (entry.actor, entry.actor_key, entry.behalf_key) == (SIGNED, str(assistant.pk), str(leader.pk))


def test_own_work_names_nobody_else(leader: User) -> None:
    decide(leader, by=leader)
    entry = Entry.objects.get()
    assert (entry.actor, entry.actor_key, entry.behalf_key) == ("Образцов Илья Игоревич", str(leader.pk), "")


def test_policy_sees_the_leader_narrowed_by_the_scope(leader: User, assistant: User) -> None:
    assert (acting_scope(leader), may_decide(leader), can_grant_behalf(leader)) == (None, True, True)
    leader.behalf = Behalf.of(factories.grant(leader, assistant, scope=Scope.DAY))
    assert has_role(leader, Role.LEADER)
    assert (acting_scope(leader), may_decide(leader)) == (Scope.DAY, False)
    assert (can_grant_behalf(leader), can_manage_users(leader)) == (False, False)


def test_every_page_says_for_whom_one_works(leader: User, assistant: User) -> None:
    client, _right = acting(leader, assistant)
    for address in ("/", "/directory/", "/plans/", "/account/behalf/"):
        page = client.get(address).content.decode()
        assert "Вы работаете за Мэра" in page
        assert "Работать за себя" in page


def test_assistant_goes_back_to_the_own_name(leader: User, assistant: User) -> None:
    client, _right = acting(leader, assistant)
    assert client.post("/account/behalf/end/").status_code == 303
    page = client.get("/directory/").content.decode()
    assert "Вы работаете за" not in page
    assert "Приёмнова Ирина Игоревна · Протокольная служба" in page
    assert list(Entry.objects.order_by("pk").values_list("verb", "actor")) == [
        ("accounts.begin_behalf", "Приёмнова Ирина Игоревна"),
        ("accounts.end_behalf", "Приёмнова Ирина Игоревна"),
    ]


def test_what_is_the_leaders_own_is_refused_with_a_sentence(leader: User, assistant: User) -> None:
    client, _right = acting(leader, assistant, Scope.ALL)
    for address in ("/account/password/", "/account/codes/", "/account/behalf/give/", f"/account/users/{leader.pk}/"):
        answer = client.get(address)
        assert answer.status_code == 403
        assert "за другого этого не делают" in answer.content.decode()


def test_right_to_see_changes_nothing(leader: User, assistant: User) -> None:
    client, _right = acting(leader, assistant, Scope.DAY)
    answer = client.post("/plans/open/")
    assert (answer.status_code, "Вам поручено смотреть, а не менять" in answer.content.decode()) == (403, True)


def test_revoked_right_ends_at_the_next_request(leader: User, assistant: User) -> None:
    client, right = acting(leader, assistant)
    revoke_behalf(right, by=leader)
    answer = client.get("/plans/", follow=True)
    assert answer.redirect_chain == [("/", 302)]
    page = answer.content.decode()
    assert "Право работать за другого кончилось" in page
    assert "Вы работаете за Мэра" not in page


@pytest.mark.parametrize("spoil", ["leader closed", "day over", "not begun"])
def test_right_that_does_not_hold_is_not_used(spoil: str, leader: User, assistant: User) -> None:
    client, right = acting(leader, assistant)
    day = timedelta(days=1)
    match spoil:
        case "leader closed":
            User.objects.filter(pk=leader.pk).update(is_active=False)
        case "day over":
            Grant.objects.update(starts_on=TODAY() - 2 * day, ends_on=TODAY() - day)
        case "not begun":
            Grant.objects.update(starts_on=TODAY() + day, ends_on=TODAY() + day)
    assert client.get("/plans/").status_code == 302
    assert client.post(f"/account/behalf/{right.pk}/begin/")["Location"] == "/account/behalf/"


def test_nobody_uses_the_right_of_another(leader: User, assistant: User) -> None:
    right = factories.grant(leader, assistant)
    stranger = Client()
    stranger.force_login(factories.user(Role.PROTOCOL))
    assert stranger.post(f"/account/behalf/{right.pk}/begin/").status_code == 404
    own = Client()
    own.force_login(leader)
    assert own.post(f"/account/behalf/{right.pk}/begin/")["Location"] == "/account/behalf/"
    assert "Вы работаете за" not in own.get("/").content.decode()


def test_leader_gives_a_right_on_the_page(leader: User, assistant: User, signed_in: Callable[[User], Client]) -> None:
    form = {"leader": leader.pk, "assistant": assistant.pk, "scope": "day", "whose": ""}
    form |= {"starts_on": TODAY().isoformat(), "ends_on": TODAY().isoformat()}
    assert signed_in(leader).post("/account/behalf/give/", form).status_code == 303
    right = Grant.objects.get()
    assert right.whose == "Образцова\N{NO-BREAK SPACE}И.\N{NO-BREAK SPACE}И."
    assert right.given_by == "Образцов Илья Игоревич"


def test_administrator_names_the_basis(leader: User, assistant: User, client_of: Callable[..., Client]) -> None:
    form = {"leader": leader.pk, "assistant": assistant.pk, "scope": "day"}
    form |= {"starts_on": TODAY().isoformat(), "ends_on": TODAY().isoformat()}
    client = client_of(Role.ADMINISTRATOR)
    assert client.post("/account/behalf/give/", form).status_code == 422
    assert client.post("/account/behalf/give/", form | {"basis": "распоряжение № 7"}).status_code == 303


def test_term_that_ends_before_it_begins_is_said(
    leader: User, assistant: User, signed_in: Callable[..., Client]
) -> None:
    form = {"leader": leader.pk, "assistant": assistant.pk, "scope": "day"}
    form |= {"starts_on": "2026-05-02", "ends_on": "2026-05-01"}
    page = signed_in(leader).post("/account/behalf/give/", form).content.decode()
    assert "Последний день раньше первого." in page


def test_leader_gives_nobody_elses_right(leader: User, assistant: User, signed_in: Callable[..., Client]) -> None:
    form = {"leader": factories.user(Role.LEADER).pk, "assistant": assistant.pk, "scope": "all"}
    form |= {"starts_on": TODAY().isoformat(), "ends_on": TODAY().isoformat()}
    assert signed_in(leader).post("/account/behalf/give/", form).status_code == 422
    assert not Grant.objects.exists()


def test_right_is_not_given_on_by_an_assistant(leader: User, assistant: User) -> None:
    leader.behalf = Behalf.of(factories.grant(leader, assistant))
    with pytest.raises(RefusedError, match="только он сам или администратор"):
        give_behalf(facts=facts(leader, factories.user(Role.DEPARTMENT)), by=leader)


def test_right_for_no_leader_to_an_administrator_and_twice_is_refused(leader: User, assistant: User) -> None:
    for wrong, words in (
        (facts(factories.user(Role.DEPARTMENT), assistant), "роль не руководителя"),
        (facts(leader, factories.user(Role.ADMINISTRATOR)), "Администратор ни за кого"),
    ):
        with pytest.raises(RefusedError, match=words):
            give_behalf(facts=wrong, by=BY)
    right = give_behalf(facts=facts(leader, assistant), by=BY)
    with pytest.raises(RefusedError, match="уже есть это право"):
        give_behalf(facts=facts(leader, assistant), by=BY)
    revoke_behalf(right, by=BY)
    with pytest.raises(RefusedError, match="уже отозвано"):
        revoke_behalf(right, by=BY)
    assert give_behalf(facts=facts(leader, assistant), by=BY).is_in_force


def test_who_may_act_sees_the_way_there_and_others_do_not(
    leader: User, assistant: User, signed_in: Callable[[User], Client]
) -> None:
    factories.grant(leader, assistant)
    assert "работать за другого" in signed_in(assistant).get("/directory/").content.decode()
    assert "работать за другого" not in signed_in(leader).get("/directory/").content.decode()
