from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from orgplan.accounts.policy import can_manage_users, has_role
from orgplan.accounts.rules import ROLE_DUTIES, Role, suggest_password


class _Bearer:
    def __init__(self, role: str, *, is_active: bool = True) -> None:
        self.role = role
        self.is_active = is_active


@given(st.sampled_from(list(Role)), st.sampled_from(list(Role)), st.booleans())
def test_role_counts_only_for_the_active(role: Role, asked: Role, is_active: bool) -> None:
    assert has_role(_Bearer(role, is_active=is_active), asked) is (is_active and role == asked)


def test_only_administrator_manages_users() -> None:
    assert [role for role in Role if can_manage_users(_Bearer(role))] == [Role.ADMINISTRATOR]


def test_every_role_says_its_duties() -> None:
    assert set(ROLE_DUTIES) == set(Role)


def test_suggested_password_can_be_read_out_and_differs_each_time() -> None:
    passwords = {suggest_password() for _number in range(50)}
    assert len(passwords) == 50
    assert all(re.fullmatch(r"[a-km-np-z2-9]{4}(-[a-km-np-z2-9]{4}){2}", each) for each in passwords)
