from __future__ import annotations

import html
import re
import time
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client

from orgplan.accounts.models import ProviderLink, SignInSession, User
from orgplan.accounts.rules import Role
from orgplan.accounts.tests import factories
from orgplan.accounts.tests.factories import PASSWORD
from orgplan.accounts.tests.provider_server import STRANGE_KEY, LoopbackProvider
from orgplan.audit.queries import history_of

pytestmark = pytest.mark.django_db
LEAVE, BACK, CONFIRM = "/account/sign-in/city/", "/account/sign-in/city/back/", "/account/sign-in/city/confirm/"


@pytest.fixture
def provider(settings: Any) -> Iterator[LoopbackProvider]:
    loopback = LoopbackProvider()
    settings.SIGN_IN_PROVIDER = given(loopback)
    yield loopback
    loopback.close()


def given(loopback: LoopbackProvider, **other: Any) -> dict[str, Any]:
    usual = {
        "issuer": loopback.issuer,
        "client_id": "orgplan",
        "client_secret": "тайна",
        "name": "Единый вход города",
        "claim": "preferred_username",
        "new_role": "",
        "proves_second_factor": False,
        "sign_out": "offer",
    }
    return usual | other


def go(client: Client, provider: LoopbackProvider, *, state: str = "", to: str = "/directory/") -> Any:
    """Leave for the provider and come back with its code."""
    answer = client.get(LEAVE, {"next": to})
    assert answer.status_code == 302, answer.content.decode()
    provider.ask(answer["Location"])
    return client.get(BACK, {"code": "c", "state": state or provider.asked["state"]})


def linked(login: str = "kultura", **fields: Any) -> User:
    user = factories.user(Role.COORDINATOR, login=login, **fields)
    ProviderLink(user=user, issuer="", subject="subject-1").save()
    return user


def test_button_stands_on_the_page_only_where_a_provider_is_set_up(settings: Any) -> None:
    assert LEAVE not in Client().get("/account/sign-in/").content.decode()
    settings.SIGN_IN_PROVIDER = {
        "issuer": "https://x",
        "client_id": "y",
        "client_secret": "",
        "name": "Вход города",
    } | {
        "claim": "email",
        "new_role": "",
        "proves_second_factor": False,
        "sign_out": "offer",
    }
    page = Client().get("/account/sign-in/?next=/plans/").content.decode()
    assert f'href="{LEAVE}?next=%2Fplans%2F">Вход города</a>' in page


def test_first_link_is_confirmed_by_the_password_and_later_ones_are_not(provider: LoopbackProvider) -> None:
    user, client = factories.user(Role.COORDINATOR, login="Kultura"), Client()
    assert go(client, provider)["Location"] == CONFIRM
    assert provider.is_proved()
    assert "_auth_user_id" not in client.session
    assert client.post(CONFIRM, {"password": "не тот"}).status_code == 422
    assert client.post(CONFIRM, {"password": PASSWORD})["Location"] == "/directory/"
    assert client.get("/directory/").status_code == 200
    assert (ProviderLink.objects.get().user, ProviderLink.objects.get().subject) == (user, "subject-1")
    assert SignInSession.objects.get().way == "provider"
    assert history_of(user).get().verb == "accounts.link_provider"
    again = Client()
    assert go(again, provider)["Location"] == "/directory/"
    assert again.session["_auth_user_id"] == str(user.pk)


def test_person_is_known_by_the_lasting_key_whatever_the_name_is_now(provider: LoopbackProvider) -> None:
    user = linked("starostina")
    ProviderLink.objects.update(issuer=provider.issuer)
    provider.claims = {"preferred_username": "novikova"}
    client = Client()
    go(client, provider)
    assert client.session["_auth_user_id"] == str(user.pk)


def test_address_of_another_host_is_not_followed_back(provider: LoopbackProvider) -> None:
    linked()
    ProviderLink.objects.update(issuer=provider.issuer)
    assert go(Client(), provider, to="https://example.org/")["Location"] == "/"


FAULTS: dict[str, tuple[dict[str, Any], str]] = {
    "another nonce": ({"nonce": "чужой"}, "относится к другому входу"),
    "no nonce": ({"nonce": None}, "относится к другому входу"),
    "out of date": ({"exp": int(time.time()) - 3600}, "устарело"),
    "without a term": ({"exp": None}, "не подлинное"),
    "for another program": ({"aud": "other"}, "не подлинное"),
    "for several programs": ({"aud": ["orgplan", "other"]}, "не подлинное"),
    "of another issuer": ({"iss": "https://example.org"}, "не подлинное"),
    "without a subject": ({"sub": None}, "не подлинное"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_wrong_proof_lets_nobody_in_and_says_why(fault: str, provider: LoopbackProvider) -> None:
    linked()
    ProviderLink.objects.update(issuer=provider.issuer)
    provider.claims, words = FAULTS[fault]
    client = Client()
    answer = go(client, provider)
    assert (answer.status_code, words in answer.content.decode()) == (422, True)
    assert "_auth_user_id" not in client.session


def test_proof_signed_by_another_key_is_refused(provider: LoopbackProvider) -> None:
    provider.key = STRANGE_KEY
    assert "не подлинное" in go(Client(), provider).content.decode()


def test_proof_signed_with_the_shared_secret_is_refused(provider: LoopbackProvider) -> None:
    """The public key must never serve as the secret of a symmetric signature."""
    provider.key, provider.algorithm = "орг" * 20, "HS256"  # type: ignore[assignment]
    assert "не подлинное" in go(Client(), provider).content.decode()


def test_answer_with_another_state_is_refused(provider: LoopbackProvider) -> None:
    answer = go(Client(), provider, state="чужое")
    assert (answer.status_code, "относится к другому входу" in answer.content.decode()) == (422, True)


def test_answer_without_a_beginning_is_refused(provider: LoopbackProvider) -> None:
    assert Client().get(BACK, {"code": "c", "state": "s"}).status_code == 422
    assert provider.posted == {}


def test_answer_is_taken_once(provider: LoopbackProvider) -> None:
    client = Client()
    go(client, provider)
    assert client.get(BACK, {"code": "c", "state": provider.asked["state"]}).status_code == 422


def test_refusal_of_the_provider_is_told(provider: LoopbackProvider) -> None:
    client = Client()
    provider.ask(client.get(LEAVE)["Location"])
    answer = client.get(BACK, {"error": "access_denied", "state": provider.asked["state"]})
    assert "не пропустил" in answer.content.decode()


def test_unknown_person_is_told_whom_the_provider_knows(provider: LoopbackProvider) -> None:
    answer = go(Client(), provider)
    assert (answer.status_code, "«kultura»" in answer.content.decode()) == (403, True)
    assert not User.objects.exists()


def test_unknown_person_gets_a_sign_in_only_where_the_settings_say_so(
    provider: LoopbackProvider, settings: Any
) -> None:
    settings.SIGN_IN_PROVIDER = given(provider, new_role="coordinator")
    client = Client()
    assert go(client, provider)["Location"] == "/directory/"
    user = User.objects.get()
    assert (user.login, user.name, user.role) == ("kultura", "Афишина М. В.", "coordinator")
    assert not user.has_usable_password()


def test_name_that_cannot_be_a_login_is_told(provider: LoopbackProvider, settings: Any) -> None:
    settings.SIGN_IN_PROVIDER = given(provider, new_role="coordinator")
    provider.claims = {"preferred_username": "Афишина"}
    assert "не может быть логином" in go(Client(), provider).content.decode()


def test_mail_names_a_person_only_when_the_provider_verified_it(provider: LoopbackProvider, settings: Any) -> None:
    factories.user(login="other", email="a@omsk.example")
    settings.SIGN_IN_PROVIDER = given(provider, claim="email")
    provider.claims = {"email": "a@omsk.example"}
    assert go(Client(), provider).status_code == 403
    provider.claims |= {"email_verified": True}
    assert go(Client(), provider)["Location"] == CONFIRM


def test_mail_of_two_sign_ins_names_nobody(provider: LoopbackProvider, settings: Any) -> None:
    factories.user(email="a@omsk.example")
    factories.user(email="A@omsk.example")
    settings.SIGN_IN_PROVIDER = given(provider, claim="email")
    provider.claims = {"email": "a@omsk.example", "email_verified": True}
    assert go(Client(), provider).status_code == 403


def test_closed_sign_in_is_told(provider: LoopbackProvider) -> None:
    linked(is_active=False)
    ProviderLink.objects.update(issuer=provider.issuer)
    answer = go(Client(), provider)
    assert (answer.status_code, "закрыт" in answer.content.decode()) == (403, True)


@pytest.mark.parametrize("path", ["/.well-known/openid-configuration", "/keys", "/token"])
@pytest.mark.parametrize("status", [500, 302, 400])
def test_fault_of_the_provider_is_a_sentence(path: str, status: int, provider: LoopbackProvider) -> None:
    client = Client()
    if path.startswith("/.well"):
        provider.status = {path: status}
        answer = client.get(LEAVE)
    else:
        provider.ask(client.get(LEAVE)["Location"])
        provider.status = {path: status}
        answer = client.get(BACK, {"code": "c", "state": provider.asked["state"]})
    assert answer.status_code in {422, 503}
    assert "Единый вход" in answer.content.decode()


def test_silent_provider_is_told_and_the_emergency_administrator_gets_in(provider: LoopbackProvider) -> None:
    user, client = factories.emergency_user(), Client()
    provider.server.shutdown()
    provider.server.server_close()
    answer = client.get(LEAVE)
    assert (answer.status_code, "не отвечает" in answer.content.decode()) == (503, True)
    assert client.post("/account/sign-in/", {"username": user.login, "password": PASSWORD}).status_code == 302
    assert client.get("/account/users/").status_code == 200


def test_provider_that_calls_itself_otherwise_is_not_trusted(provider: LoopbackProvider) -> None:
    provider.described = {"issuer": "https://example.org"}
    assert "называет себя не так" in Client().get(LEAVE).content.decode()


def test_second_factor_is_still_asked_for_unless_the_provider_proves_it(
    provider: LoopbackProvider, settings: Any
) -> None:
    user = linked()
    ProviderLink.objects.update(issuer=provider.issuer)
    factories.with_codes(user)
    client = Client()
    assert go(client, provider)["Location"].startswith("/account/sign-in/code/")
    assert client.get("/directory/").status_code == 302
    settings.SIGN_IN_PROVIDER = given(provider, proves_second_factor=True)
    client = Client()
    assert go(client, provider)["Location"] == "/directory/"
    assert client.get("/directory/").status_code == 200


def test_password_is_closed_to_a_role_by_its_setting(provider: LoopbackProvider) -> None:
    user = factories.user(Role.LEADER)
    factories.policy(Role.LEADER, allows_password=False)
    answer = Client().post("/account/sign-in/", {"username": user.login, "password": PASSWORD})
    assert (answer.status_code, "войдите через «Единый вход города»" in answer.content.decode()) == (422, True)


# Signing out


def signed_in_by(provider: LoopbackProvider) -> Client:
    linked()
    ProviderLink.objects.update(issuer=provider.issuer)
    client = Client()
    go(client, provider)
    return client


def test_signing_out_offers_the_way_out_of_the_provider(provider: LoopbackProvider) -> None:
    client = signed_in_by(provider)
    proof = client.session["way_out"]["proof"]
    page = client.post("/account/sign-out/")
    (address,) = re.findall(rf'href="({provider.issuer}/sign-out[^"]*)"', page.content.decode())
    asked = parse_qs(urlsplit(html.unescape(address)).query)
    back = "http://testserver/account/sign-in/"
    assert asked == {"client_id": ["orgplan"], "post_logout_redirect_uri": [back], "id_token_hint": [proof]}
    assert "http-equiv" not in page.content.decode()
    assert "_auth_user_id" not in client.session
    assert SignInSession.objects.get().ending == "signed_out"


def test_signing_out_goes_on_to_the_provider_where_the_settings_say_so(
    provider: LoopbackProvider, settings: Any
) -> None:
    client = signed_in_by(provider)
    settings.SIGN_IN_PROVIDER = given(provider, sign_out="always")
    page = client.post("/account/sign-out/").content.decode()
    assert f'<meta http-equiv="refresh" content="0; url={provider.issuer}/sign-out?client_id=orgplan' in page


@pytest.mark.parametrize("named", [None, "javascript:alert(1)", "ftp://x.example/out"])
def test_signing_out_stays_here_where_the_provider_names_no_way(named: str | None, provider: LoopbackProvider) -> None:
    provider.described = {"end_session_endpoint": named}
    assert signed_in_by(provider).post("/account/sign-out/")["Location"] == "/account/sign-in/"


def test_signing_out_stays_here_by_the_setting_and_after_a_password(provider: LoopbackProvider, settings: Any) -> None:
    client = signed_in_by(provider)
    settings.SIGN_IN_PROVIDER = given(provider, sign_out="no")
    assert client.post("/account/sign-out/")["Location"] == "/account/sign-in/"
    settings.SIGN_IN_PROVIDER = given(provider)
    client.post("/account/sign-in/", {"username": "kultura", "password": PASSWORD})
    assert client.post("/account/sign-out/")["Location"] == "/account/sign-in/"
