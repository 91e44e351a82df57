"""The city's own sign-in by OpenID Connect: from its description to a proved person.

The authorization code flow with PKCE, `state` and `nonce` (OpenID Connect Core 1.0 §3.1, RFC 7636). The token's
signature, issuer, audience, term and nonce are always checked; allauth, which the first design named, leaves out the
nonce and the signature of a token fetched directly (ADR 0018).
"""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlencode, urlsplit

import jwt
import requests
from django.conf import settings
from django.utils.translation import gettext as _

_TIMEOUT: Final = 10
_ALGORITHMS: Final = ["RS256", "RS384", "RS512", "PS256", "ES256", "ES384"]
_LEEWAY: Final = 60  # seconds by which two servers' clocks may differ
_LARGEST_ANSWER: Final = 200_000
_LONGEST_HINT: Final = 6_000  # a longer address is refused by servers on the way; the client's name serves then


class ProviderError(Exception):
    """The city's own sign-in did not prove anybody; the text is a sentence for the person at the page."""


@dataclass(frozen=True, slots=True)
class Journey:
    """What is kept in the session between leaving for the provider and coming back."""

    state: str
    nonce: str
    verifier: str

    @classmethod
    def begin(cls) -> Journey:
        """Return new secrets for one way there and back."""
        return cls(*(secrets.token_urlsafe(32) for _each in range(3)))


@dataclass(frozen=True, slots=True)
class WayOut:
    """How the session at the provider is ended later: its address for that (empty: it has none), and the proof."""

    address: str = ""
    proof: str = ""


@dataclass(frozen=True, slots=True)
class ProvedPerson:
    """Who the provider says it is: its key there, the claim by which we know people, the name."""

    subject: str
    known_as: str
    name: str
    way_out: WayOut = WayOut()


@dataclass(frozen=True, slots=True)
class Provider:
    """The provider of the settings (`ORGPLAN_OIDC`, docs/settings.md)."""

    issuer: str
    client_id: str
    client_secret: str
    name: str
    claim: str
    new_role: str
    proves_second_factor: bool
    sign_out: str

    def address_to_leave_for(self, journey: Journey, *, back: str) -> str:
        """Return the address at the provider; ProviderError where it does not answer."""
        challenge = base64.urlsafe_b64encode(hashlib.sha256(journey.verifier.encode()).digest()).rstrip(b"=").decode()
        asked = {
            "response_type": "code",
            "client_id": self.client_id,
            "redirect_uri": back,
            "scope": "openid profile email",
            "state": journey.state,
            "nonce": journey.nonce,
            "code_challenge": challenge,
            "code_challenge_method": "S256",
        }
        address = self._described()["authorization_endpoint"]
        return f"{address}{'&' if '?' in address else '?'}{urlencode(asked)}"

    def person_of(self, code: str, journey: Journey, *, back: str) -> ProvedPerson:
        """Exchange the code that came back for a token and return whom it proves; ProviderError where nobody."""
        described = self._described()
        given = {"grant_type": "authorization_code", "code": code, "redirect_uri": back}
        given |= {"client_id": self.client_id, "client_secret": self.client_secret, "code_verifier": journey.verifier}
        token = _answer("POST", described["token_endpoint"], data=given).get("id_token")
        if not isinstance(token, str):
            raise ProviderError(_("The city's own sign-in sent no proof of who you are. Try again."))
        claims = self._checked(token, _answer("GET", described["jwks_uri"]))
        if not secrets.compare_digest(str(claims.get("nonce", "")).encode(), journey.nonce.encode()):
            raise ProviderError(_("The proof belongs to another sign-in. Begin the sign-in again from this page."))
        return self._person(claims, self._way_out(described, token))

    def address_to_sign_out(self, way_out: WayOut, *, back: str) -> str:
        """Return the address that ends the session at the provider, empty where it has none or the settings say no.

        OpenID Connect RP-Initiated Logout 1.0 §2; `back` is where the provider leads afterwards.
        """
        if self.sign_out == "no" or not way_out.address:
            return ""
        asked = {"client_id": self.client_id, "post_logout_redirect_uri": back}
        if len(way_out.proof) <= _LONGEST_HINT:
            asked["id_token_hint"] = way_out.proof
        return f"{way_out.address}{'&' if '?' in way_out.address else '?'}{urlencode(asked)}"

    def _way_out(self, described: dict[str, str], token: str) -> WayOut:
        """Return the way out, none where the provider names no address, or one of another kind than its own."""
        address = described.get("end_session_endpoint")
        if not isinstance(address, str) or urlsplit(address).scheme != urlsplit(self.issuer).scheme:
            return WayOut()
        return WayOut(address, token)

    def _described(self) -> dict[str, str]:
        """Return the provider's description of itself; its issuer must be ours (OpenID Connect Discovery §4.3)."""
        described = _answer("GET", f"{self.issuer.rstrip('/')}/.well-known/openid-configuration")
        if described.get("issuer") != self.issuer:
            raise ProviderError(
                _("The city's own sign-in calls itself otherwise than our settings. Tell the administrator.")
            )
        for name in ("authorization_endpoint", "token_endpoint", "jwks_uri"):
            if not isinstance(described.get(name), str):
                raise ProviderError(_("The city's own sign-in is described incompletely. Tell the administrator."))
        return described

    def _checked(self, token: str, keys: dict[str, Any]) -> dict[str, Any]:
        """Return the claims of a token whose signature, issuer, audience and term are right."""
        try:
            key = _key_of(token, keys)
            claims: dict[str, Any] = jwt.decode(
                token,
                key,
                algorithms=_ALGORITHMS,
                audience=self.client_id,
                issuer=self.issuer,
                leeway=_LEEWAY,
                options={"require": ["exp", "iat", "aud", "iss", "sub"]},
            )
        except jwt.ExpiredSignatureError as error:
            raise ProviderError(_("The proof of the city's own sign-in is out of date. Try again.")) from error
        except (jwt.PyJWTError, ValueError, TypeError, KeyError) as error:
            raise ProviderError(
                _("The proof of the city's own sign-in is not genuine. Tell the administrator.")
            ) from error
        if len(_list(claims["aud"])) > 1 and claims.get("azp") != self.client_id:
            raise ProviderError(_("The proof of the city's own sign-in is not genuine. Tell the administrator."))
        return claims

    def _person(self, claims: dict[str, Any], way_out: WayOut) -> ProvedPerson:
        known_as = str(claims.get(self.claim) or "").strip()
        if self.claim == "email" and claims.get("email_verified") is not True:
            known_as = ""
        return ProvedPerson(str(claims["sub"]), known_as, str(claims.get("name") or known_as), way_out)


def provider() -> Provider | None:
    """Return the provider of the settings, None where the city has none."""
    given = settings.SIGN_IN_PROVIDER
    return Provider(**given) if given else None


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _key_of(token: str, keys: dict[str, Any]) -> Any:
    """Return the key that the token names among those the provider publishes; the only one where it names none."""
    kid = jwt.get_unverified_header(token).get("kid")
    usable = [key for key in jwt.PyJWKSet.from_dict(keys).keys if key.public_key_use in {None, "sig"}]
    fitting = [key for key in usable if kid is None or key.key_id == kid]
    if len(fitting) != 1:
        raise KeyError(kid)
    return fitting[0].key


def _answer(method: str, address: str, **options: Any) -> dict[str, Any]:
    """Return the provider's JSON; ProviderError where it is silent, refuses, or says something else."""
    silent = _(
        "The city's own sign-in does not answer. Try again later; the administrator can give a password meanwhile."
    )
    try:
        with requests.request(
            method, address, timeout=_TIMEOUT, stream=True, allow_redirects=False, **options
        ) as response:
            if response.status_code != requests.codes.ok:
                raise ProviderError(silent if response.status_code >= requests.codes.server_error else _refused())
            answer = json.loads(_bounded(response))
    except (requests.RequestException, OSError, ValueError) as error:
        raise ProviderError(silent) from error
    if not isinstance(answer, dict):
        raise ProviderError(silent)
    return answer


def _bounded(response: requests.Response) -> bytes:
    """Return the body; ValueError where it is larger than any description or token."""
    body = b""
    for part in response.iter_content(16_384):
        body += part
        if len(body) > _LARGEST_ANSWER:
            raise ValueError(response.url)
    return body


def _refused() -> str:
    return _("The city's own sign-in refused. Begin the sign-in again from this page.")
