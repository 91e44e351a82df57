"""The order in which the city's plans come to be."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from orgplan.audit.actions import Actor
from orgplan.language.periods import Period
from orgplan.planning.demo.approved import build_approved
from orgplan.planning.demo.board import build_board, build_deadlines
from orgplan.planning.demo.consolidation import build_consolidation
from orgplan.planning.demo.dropping import write_files
from orgplan.planning.demo.reports import build_reports


def build_plans(by: Actor, password: str) -> None:  # noqa: ARG001 -- the shape of all parts of the city
    """Lay the plans around today, and the files to drop into the data folder's `demo-files`."""
    today = timezone.localdate()
    month = Period.around(Period.around(today, "month").end + timedelta(days=1), "month")
    build_approved(today, by)
    build_deadlines(by)
    build_consolidation(month, by)
    build_board(month, today)
    build_reports(today, by)
    write_files(settings.DATA_DIR / "demo-files", month)
