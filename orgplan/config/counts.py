"""What is counted for the user of a request together with the user, at no query of its own."""

from __future__ import annotations

from orgplan.accounts.queries.standing import CountOfUser
from orgplan.availability.queries.waiting import CLAIMS_REFUSED, CLAIMS_TO_DECIDE
from orgplan.notices.queries.notices import UNREAD
from orgplan.quotas.queries.listing import QUOTAS_TO_ANSWER

COUNTS_OF_USER: tuple[CountOfUser, ...] = (CLAIMS_TO_DECIDE, CLAIMS_REFUSED, QUOTAS_TO_ANSWER, UNREAD)
