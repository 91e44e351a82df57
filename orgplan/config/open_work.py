"""What a sign-in leaves open when it is closed, in the order in which the page of closing shows it."""

from __future__ import annotations

from orgplan.accounts.queries.open_work import OpenWorkSource
from orgplan.directory.following import unit_left_alone
from orgplan.feeds.following import feeds_of_user
from orgplan.planning.panels import papers_of_user

OPEN_WORK: tuple[OpenWorkSource, ...] = (unit_left_alone, papers_of_user, feeds_of_user)
