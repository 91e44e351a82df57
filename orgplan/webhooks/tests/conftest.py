"""A program that listens on the loopback, and whoever orders its messages."""

from __future__ import annotations

import pytest


@pytest.fixture
def loopback(settings):
    """Let messages reach this machine."""
    from orgplan.webhooks.tests.factories import HERE  # noqa: PLC0415 -- after setup

    settings.WEBHOOKS_NETWORKS = HERE
    settings.ADDRESS = "https://plan.gorod.example"


@pytest.fixture
def receiver(loopback):
    from orgplan.webhooks.tests.factories import Receiver  # noqa: PLC0415 -- after setup

    made = Receiver()
    yield made
    made.close()


@pytest.fixture
def office():
    from orgplan.accounts.rules import Role  # noqa: PLC0415 -- after setup
    from orgplan.accounts.tests import factories as accounts  # noqa: PLC0415 -- after setup

    return accounts.user(Role.DEPARTMENT)
