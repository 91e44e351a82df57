"""The demonstration city is never built over data that are not its own."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from orgplan.accounts.models import User
from orgplan.accounts.tests import factories as accounts
from orgplan.cli.main import cli
from orgplan.config.demo import RealDataError, build_city
from orgplan.directory.models import Unit
from orgplan.directory.tests import factories as directory


def test_city_is_not_built_over_real_sign_ins(db) -> None:
    accounts.user()
    with pytest.raises(RealDataError):
        build_city()
    assert User.objects.count() == 1


def test_city_is_not_built_over_a_filled_directory(db) -> None:
    directory.unit()
    with pytest.raises(RealDataError):
        build_city()
    assert Unit.objects.count() == 1


def test_demo_command_refuses_real_data_in_one_sentence(db) -> None:
    accounts.user()
    answer = CliRunner().invoke(cli, ["demo", "--keep", "--no-server"])
    assert answer.exit_code == 1
    assert answer.stderr.splitlines()[-1].startswith("Ошибка: В этой базе уже работают с настоящими данными")
    assert User.objects.count() == 1
