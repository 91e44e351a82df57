"""Conditions that every list shares."""

import pytest
from django.db.models import Q

from orgplan.accounts.models import User
from orgplan.accounts.rules import Role
from orgplan.accounts.tests import factories as accounts


@pytest.mark.django_db
def test_keys_among_those_of_a_query_are_found_beside_another_condition():
    reader, writer, other = (accounts.user(role) for role in (Role.LEADER, Role.DEPARTMENT, Role.PROTOCOL))
    readers = User.objects.filter(role=Role.LEADER).values("pk")
    assert set(User.objects.filter(pk__among=readers)) == {reader}
    assert set(User.objects.filter(Q(role=Role.DEPARTMENT) | Q(pk__among=readers))) == {reader, writer}
    assert set(User.objects.exclude(pk__among=readers)) >= {writer, other}
    assert reader not in User.objects.exclude(pk__among=readers)
    assert not User.objects.filter(pk__among=User.objects.none().values("pk")).exists()
    assert set(User.objects.filter(pk__among=[writer.pk, other.pk])) == {writer, other}
