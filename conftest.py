"""What all tests share: a data folder of their own, fast passwords, clients signed in by role."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from django.conf import settings
from hypothesis import settings as properties

if TYPE_CHECKING:
    from django.test import Client

    from orgplan.accounts.models import User
    from orgplan.accounts.rules import Role
    from orgplan.directory.models import Unit

# Named before Django reads them: the settings are loaded in `pytest_configure` below, not from pyproject.toml.
_DATA = tempfile.TemporaryDirectory(prefix="orgplan-test-")
os.environ["ORGPLAN_DATA"] = _DATA.name
os.environ["DJANGO_SETTINGS_MODULE"] = "orgplan.config.settings"
# WhiteNoise warns of a missing folder, and here every warning is an error.
(Path(_DATA.name) / "static").mkdir()


CHROMIUM_ARGUMENTS = [
    *("--no-sandbox", "--no-first-run", "--disable-gpu", "--disable-sync"),
    *("--disable-background-networking", "--disable-component-update"),
]


def pytest_addoption(parser: pytest.Parser) -> None:
    """Offer `--database-only`: what opens no database says the same on every one, so a second database skips it."""
    parser.addoption("--database-only", action="store_true", help="run only the tests that open the database")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Keep, under `--database-only`, the tests that open the database by a mark or by a fixture."""
    if not config.getoption("--database-only"):
        return
    opening = {"db", "transactional_db", "django_db_setup"}
    kept = [
        item
        for item in items
        if item.get_closest_marker("django_db") or opening & set(getattr(item, "fixturenames", ()))
    ]
    config.hook.pytest_deselected(items=[item for item in items if item not in set(kept)])
    items[:] = kept


def pytest_configure() -> None:
    """Loosen what only costs time in tests: strong password hashes and hashed names of static files."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }


def _skipped(config: pytest.Config) -> list[str]:
    """Return the skipped tests where none may be: in CI, at the end of the run."""
    reporter = config.pluginmanager.get_plugin("terminalreporter")
    if reporter is None or os.environ.get("CI") != "true":
        return []
    return [report.nodeid for report in reporter.stats.get("skipped", [])]


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Fail a run in CI that skipped a test: a part that should run and did not is a failure there."""
    if _skipped(session.config):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Name the tests that must not be skipped in CI."""
    for name in _skipped(config):
        terminalreporter.write_line(f"SKIPPED IN CI, counts as failed: {name}", red=True)


# No test of ours judges time: a busy machine would fail what is right. The full check tries the same examples each
# time, so that it fails because of a change; at the desk they are drawn anew.
properties.register_profile("orgplan", deadline=None, derandomize=os.environ.get("CI") == "true")
properties.load_profile("orgplan")


@pytest.fixture(scope="session")
def django_db_keepdb(django_db_keepdb: bool, django_db_use_migrations: bool) -> bool:
    """Tell pytest-django to go on from the tables laid ready below; what they lack is carried out."""
    return django_db_keepdb or (django_db_use_migrations and not os.environ.get("ORGPLAN_DATABASE"))


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None,  # noqa: ARG001 -- gives each worker a name of its own
    django_db_keepdb: bool,
) -> None:
    """Lay the tables ready for SQLite: all migrations take longer than the tests of most rooms."""
    from tests.prepared import migrated_file  # noqa: PLC0415 -- reads the applications

    if django_db_keepdb and not os.environ.get("ORGPLAN_DATABASE"):
        shutil.copyfile(migrated_file(), settings.DATABASES["default"]["TEST"]["NAME"])


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Return the system's Chromium, one for a worker; its absence fails in CI and is a plain skip elsewhere."""
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if path is None:
        pytest.skip("Chromium is not installed: the journeys need it (apt install chromium)")
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 -- only where there is a browser

    # Playwright keeps an event loop in this thread; Django would refuse the database beside it.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=path, args=CHROMIUM_ARGUMENTS)
        yield running
        running.close()


@pytest.fixture
def signed_in(db: None) -> Callable[[User], Client]:  # noqa: ARG001 -- opens the database
    """Return a function: a user to a client signed in as that user."""
    from django.test import Client  # noqa: PLC0415 -- Django's models load after its set-up

    def sign_in(user: User) -> Client:
        client = Client()
        client.force_login(user)
        return client

    return sign_in


@pytest.fixture
def client_of(signed_in: Callable[[User], Client]) -> Callable[..., Client]:
    """Return a function: a role, and for a coordinator the unit, to a client of a new user with that role."""
    from orgplan.accounts.tests import factories as accounts  # noqa: PLC0415 -- models load after Django's set-up
    from orgplan.directory.tests import factories as directory  # noqa: PLC0415 -- the same

    def client(role: Role, *, unit: Unit | None = None) -> Client:
        user = accounts.user(role)
        if unit is not None:
            directory.membership(user, unit=unit)
        return signed_in(user)

    return client
