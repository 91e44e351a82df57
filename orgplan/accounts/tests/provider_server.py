"""A small OpenID Connect provider on the loopback, with a real RSA key, for the tests of sign-in."""

from __future__ import annotations

import base64
import hashlib
import json
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
STRANGE_KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)


class LoopbackProvider:
    """Answers discovery, keys and tokens; `claims`, `key`, `status` are what a test spoils."""

    def __init__(self) -> None:
        self.claims: dict[str, Any] = {}
        self.key, self.algorithm = KEY, "RS256"
        self.described: dict[str, Any] = {}
        self.status: dict[str, int] = {}
        self.asked: dict[str, str] = {}
        self.posted: dict[str, str] = {}
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.issuer = f"http://127.0.0.1:{self.server.server_port}"
        self.thread = Thread(target=self.server.serve_forever, daemon=True)
        self.thread.start()

    def close(self) -> None:
        """Stop answering: the provider is down."""
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()

    def ask(self, address: str) -> None:
        """Take the address to which our page sent the browser, as the provider's own page would."""
        self.asked = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}

    def token(self) -> str:
        """Return the signed proof; claims given by the test win, a None leaves one out."""
        now = int(time.time())
        usual = {
            "iss": self.issuer,
            "aud": self.asked["client_id"],
            "sub": "subject-1",
            "iat": now,
            "exp": now + 300,
            "nonce": self.asked["nonce"],
            "preferred_username": "kultura",
            "name": "Афишина М. В.",
        }
        claims = {name: value for name, value in (usual | self.claims).items() if value is not None}
        return jwt.encode(claims, self.key, algorithm=self.algorithm, headers={"kid": "one"})

    def keys(self) -> dict[str, Any]:
        """Return the published keys."""
        public = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(KEY.public_key()))
        return {"keys": [public | {"kid": "one", "use": "sig", "alg": "RS256"}]}

    def answer(self, path: str) -> Any:
        """Return what stands at the path."""
        match path:
            case "/.well-known/openid-configuration":
                usual = {
                    "issuer": self.issuer,
                    "authorization_endpoint": f"{self.issuer}/authorize",
                    "token_endpoint": f"{self.issuer}/token",
                    "jwks_uri": f"{self.issuer}/keys",
                    "end_session_endpoint": f"{self.issuer}/sign-out",
                }
                return {name: value for name, value in (usual | self.described).items() if value is not None}
            case "/keys":
                return self.keys()
            case "/token":
                return {"access_token": "x", "token_type": "Bearer", "id_token": self.token()}
        return None

    def is_proved(self) -> bool:
        """Tell whether the exchange brought the verifier of the challenge (RFC 7636 §4.6) and the secret."""
        digest = hashlib.sha256(self.posted["code_verifier"].encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
        return challenge == self.asked["code_challenge"] and self.posted["client_secret"] == "тайна"

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        provider = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                self._reply()

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"])).decode()
                provider.posted = {name: values[0] for name, values in parse_qs(body).items()}
                self._reply()

            def _reply(self) -> None:
                answer = provider.answer(self.path)
                body = answer if isinstance(answer, bytes) else json.dumps(answer).encode()
                self.send_response(provider.status.get(self.path, 200))
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_given: Any) -> None:
                """Say nothing."""

        return Handler
