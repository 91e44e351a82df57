"""Tables of plans."""

from orgplan.planning.models.agreement import Agreement, AgreementRemark, AgreementRound
from orgplan.planning.models.approval import ApprovalRule, ItemChange, VersionPoint
from orgplan.planning.models.columns import ColumnMapping
from orgplan.planning.models.deadline import DeadlineRule, PlanDeadline
from orgplan.planning.models.document import (
    AmendmentsDocument,
    CalendarDocument,
    PlanDocument,
    PrintedEvent,
    SheetDocument,
)
from orgplan.planning.models.exchange import ReturnedWorkbook, ReturnState
from orgplan.planning.models.execution import ReportTerm
from orgplan.planning.models.line import LineFields, PlanLine
from orgplan.planning.models.office import CollectingTerms, OfficeYear
from orgplan.planning.models.pair import EventSuggestion, PairSuggestion, PairVerdict
from orgplan.planning.models.plan import Plan, PlanItem, PlanSection, PlanVersion
from orgplan.planning.models.publication import Publication
from orgplan.planning.models.remark import PlanReturn, Remark
from orgplan.planning.models.reminder import ReminderRule
from orgplan.planning.models.submission import Submission, SubmissionRow
from orgplan.planning.models.undo import PlanUndo, StepKind

__all__ = [
    "Agreement",
    "AgreementRemark",
    "AgreementRound",
    "AmendmentsDocument",
    "ApprovalRule",
    "CalendarDocument",
    "CollectingTerms",
    "ColumnMapping",
    "DeadlineRule",
    "EventSuggestion",
    "ItemChange",
    "LineFields",
    "OfficeYear",
    "PairSuggestion",
    "PairVerdict",
    "Plan",
    "PlanDeadline",
    "PlanDocument",
    "PlanItem",
    "PlanLine",
    "PlanReturn",
    "PlanSection",
    "PlanUndo",
    "PlanVersion",
    "PrintedEvent",
    "Publication",
    "Remark",
    "ReminderRule",
    "ReportTerm",
    "ReturnState",
    "ReturnedWorkbook",
    "SheetDocument",
    "StepKind",
    "Submission",
    "SubmissionRow",
    "VersionPoint",
]
