"""The environment variables of an installation, typed, in one table (docs/settings.md repeats it, a test compares)."""

from __future__ import annotations

import os
import re
import secrets
from dataclasses import dataclass
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.core.exceptions import ImproperlyConfigured

from orgplan.config.provider import read_provider

PROJECT_DIR = Path(__file__).resolve().parent.parent.parent

VARIABLES: dict[str, tuple[str, str]] = {
    "ORGPLAN_DATA": ("var", "folder for the database, files and the generated key"),
    "ORGPLAN_DATABASE": ("", "postgresql://user:password@host:port/name; empty: SQLite in the data folder"),
    "ORGPLAN_SECRET_KEY": ("", "signing key; empty: generated once into the data folder"),
    "ORGPLAN_HOSTS": ("localhost,127.0.0.1,[::1]", "host names the server answers to, by comma"),
    "ORGPLAN_HTTPS": ("no", "yes: behind HTTPS, cookies are secure"),
    "ORGPLAN_DEBUG": ("no", "yes: developer's error pages"),
    "ORGPLAN_CITY": ("Омск", "name of the city"),
    "ORGPLAN_ADMINISTRATION": ("Администрация города Омска", "name of the administration, as documents print it"),
    "ORGPLAN_TIME_ZONE": ("Asia/Omsk", "wall-clock zone of the city"),
    "ORGPLAN_ADDRESS": ("http://127.0.0.1:8000", "address of the product as links in letters name it"),
    "ORGPLAN_MAIL": (
        "",
        "smtp://user:password@host:port (smtp+tls: STARTTLS, smtps: TLS); empty: letters are put into the data folder",
    ),
    "ORGPLAN_MAIL_FROM": ("orgplan@localhost", "address from which letters leave"),
    "ORGPLAN_STATIC": ("", "folder of collected static files; empty: inside the data folder"),
    "ORGPLAN_OIDC": ("", "file (TOML) that describes the city's own sign-in; empty: none"),
    "ORGPLAN_OIDC_SECRET": ("", "its client secret, where it is not in the file"),
    "ORGPLAN_WEBHOOKS_NETWORKS": (
        "",
        "inner networks for messages to programs, questions to the routing server and readings of calendars, by comma",
    ),
    "ORGPLAN_REPEAT_HOURS": ("24", "hours for which the answer to a program's request is kept in case it comes again"),
    "ORGPLAN_FORM_BOUNDS": ("20,512,20", "filling an uploaded Word form: seconds, MB of memory, MB of the document"),
}

_BOUNDS = 3
_LONGEST_NUMBER = 6
_MOST_REPEAT_HOURS = 720
_MAIL_FORM = "ORGPLAN_MAIL: нужно smtp://пользователь:пароль@узел:порт, smtp+tls://… или smtps://…"
_MAIL_PORTS = {"smtp": 25, "smtp+tls": 587, "smtps": 465}
#: How PostgreSQL plans our reads, said to each connection. Its own defaults are those of turning discs: looking up some
#: hundred rows counts for more than reading a table whole, so that a page that needs 700 of 200,000 events read all of
#: them (292 ms instead of 6), in a hash that did not fit 4 MB; compiling a query costs more than any of ours takes. So
#: does starting helpers for one: words among 200,000 events took three processes 64 ms and one alone 48, and the next
#: reader has the other core.
_PLANNING = "-c jit=off -c random_page_cost=1.1 -c work_mem=16MB -c max_parallel_workers_per_gather=0"
_DATABASE_FORM = "ORGPLAN_DATABASE: нужно postgresql://пользователь:пароль@узел:порт/база"


@dataclass(frozen=True)
class Environment:
    """The variables read, with defaults applied; mistakes raise ImproperlyConfigured in one sentence."""

    data_dir: Path
    static_dir: Path
    database: dict[str, Any]
    secret_key: str
    hosts: list[str]
    origins: list[str]
    https: bool
    debug: bool
    city: str
    administration: str
    time_zone: str
    address: str
    mail: dict[str, Any]
    mail_from: str
    webhooks_networks: tuple[IPv4Network | IPv6Network, ...]
    repeat_hours: int
    form_bounds: tuple[int, int, int]
    provider: dict[str, Any] | None


def _text(name: str) -> str:
    return os.environ.get(name, VARIABLES[name][0]).strip()


def _flag(name: str) -> bool:
    value = _text(name).lower()
    if value not in {"yes", "no", ""}:
        raise ImproperlyConfigured(f"{name}: нужно yes или no, а стоит «{value}»")
    return value == "yes"


def _networks() -> tuple[IPv4Network | IPv6Network, ...]:
    parts = [part.strip() for part in _text("ORGPLAN_WEBHOOKS_NETWORKS").split(",") if part.strip()]
    try:
        return tuple(ip_network(part) for part in parts)
    except ValueError:
        raise ImproperlyConfigured(
            "ORGPLAN_WEBHOOKS_NETWORKS: нужны сети через запятую, например 10.20.0.0/16, 127.0.0.1, а стоит "
            f"«{','.join(parts)}»"
        ) from None


def _repeat_hours() -> int:
    text = _text("ORGPLAN_REPEAT_HOURS")
    if not (
        text.isascii() and text.isdecimal() and len(text) <= _LONGEST_NUMBER and 1 <= int(text) <= _MOST_REPEAT_HOURS
    ):
        raise ImproperlyConfigured(
            f"ORGPLAN_REPEAT_HOURS: нужно целое число часов от 1 до {_MOST_REPEAT_HOURS}, а стоит «{text}»"
        )
    return int(text)


def _form_bounds() -> tuple[int, int, int]:
    parts = [part.strip() for part in _text("ORGPLAN_FORM_BOUNDS").split(",")]
    numbers = [int(part) for part in parts if part.isdecimal() and len(part) <= _LONGEST_NUMBER]
    if len(parts) != _BOUNDS or len(numbers) != _BOUNDS or 0 in numbers:
        raise ImproperlyConfigured(
            "ORGPLAN_FORM_BOUNDS: нужны три целых числа больше нуля через запятую — секунды, мегабайты памяти, "
            f"мегабайты документа; а стоит «{','.join(parts)}»"
        )
    seconds, memory, output = numbers
    return seconds, memory, output


def _hosts() -> list[str]:
    hosts = [host.strip() for host in _text("ORGPLAN_HOSTS").split(",") if host.strip()]
    if not hosts:
        raise ImproperlyConfigured("ORGPLAN_HOSTS: нужно хотя бы одно имя узла")
    return hosts


def _time_zone() -> str:
    name = _text("ORGPLAN_TIME_ZONE")
    try:
        return ZoneInfo(name).key
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise ImproperlyConfigured(
            f"ORGPLAN_TIME_ZONE: нужно имя часового пояса, например Asia/Omsk, а стоит «{name}»"
        ) from None


def read_database(data_dir: Path) -> dict[str, Any]:
    """Return Django's settings of the database: the PostgreSQL of the address, else SQLite in the folder."""
    address = _text("ORGPLAN_DATABASE")
    if not address:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": data_dir / "orgplan.sqlite3",
            # Tests use a file too: the memory database has no WAL and locks whole tables between threads.
            "TEST": {"NAME": data_dir / "test.sqlite3"},
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                # The file's pages are read through a map of memory: years of rows in half the time.
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON; "
                "PRAGMA mmap_size=1073741824;",
            },
        }
    try:
        parts = urlsplit(address)
        port = str(parts.port or "")
    except ValueError:
        raise ImproperlyConfigured(_DATABASE_FORM) from None
    if parts.scheme not in {"postgres", "postgresql"} or not parts.path.strip("/"):
        raise ImproperlyConfigured(_DATABASE_FORM)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.strip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": port,
        "OPTIONS": {
            "pool": {"min_size": 1, "max_size": 8},
            "options": dict(parse_qsl(parts.query, keep_blank_values=True)).get("options", _PLANNING),
        },
    }


def _mail(data_dir: Path) -> dict[str, Any]:
    """Return Django's EMAIL_… settings; without a server letters become files, nothing leaves."""
    address = _text("ORGPLAN_MAIL")
    if not address:
        return {
            "EMAIL_BACKEND": "django.core.mail.backends.filebased.EmailBackend",
            "EMAIL_FILE_PATH": str(data_dir / "mail"),
        }
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        raise ImproperlyConfigured(_MAIL_FORM) from None
    if parts.scheme not in _MAIL_PORTS or not parts.hostname:
        raise ImproperlyConfigured(_MAIL_FORM)
    return {
        "EMAIL_BACKEND": "orgplan.notices.mail.WatchedBackend",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": port or _MAIL_PORTS[parts.scheme],
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_TLS": parts.scheme == "smtp+tls",
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_TIMEOUT": 30,
    }


def _mail_from() -> str:
    sender = _text("ORGPLAN_MAIL_FROM")
    if not re.fullmatch(r"(.*<)?[^<>@\s]+@[^<>@\s]+>?", sender):
        raise ImproperlyConfigured(f"ORGPLAN_MAIL_FROM: нужен адрес почты, а стоит «{sender}»")
    return sender


def _address() -> str:
    address = _text("ORGPLAN_ADDRESS").rstrip("/")
    if not address.startswith(("http://", "https://")):
        raise ImproperlyConfigured(f"ORGPLAN_ADDRESS: нужно https://узел, а стоит «{address}»")
    return address


def _secret_key(data_dir: Path) -> str:
    """Return the given key, or one that was generated once and kept readable to the owner only."""
    if key := _text("ORGPLAN_SECRET_KEY"):
        return key
    path = data_dir / "secret-key"
    if not path.exists():
        data_dir.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(50))
    return path.read_text().strip()


def _read() -> Environment:
    data_dir = (PROJECT_DIR / _text("ORGPLAN_DATA")).resolve()
    hosts = _hosts()
    https = _flag("ORGPLAN_HTTPS")
    static = _text("ORGPLAN_STATIC")
    return Environment(
        data_dir=data_dir,
        static_dir=Path(static) if static else data_dir / "static",
        database=read_database(data_dir),
        secret_key=_secret_key(data_dir),
        hosts=hosts,
        origins=[f"https://{host}" for host in hosts] if https else [],
        https=https,
        debug=_flag("ORGPLAN_DEBUG"),
        city=_text("ORGPLAN_CITY"),
        administration=_text("ORGPLAN_ADMINISTRATION"),
        time_zone=_time_zone(),
        address=_address(),
        mail=_mail(data_dir),
        mail_from=_mail_from(),
        webhooks_networks=_networks(),
        repeat_hours=_repeat_hours(),
        form_bounds=_form_bounds(),
        provider=read_provider(_text("ORGPLAN_OIDC"), _text("ORGPLAN_OIDC_SECRET")),
    )


environment = _read()
