"""Tables of plans."""

from orgplan.planning.models.deadline import DeadlineRule, PlanDeadline
from orgplan.planning.models.line import LineFields, PlanLine
from orgplan.planning.models.pair import EventSuggestion, PairSuggestion, PairVerdict
from orgplan.planning.models.plan import Plan, PlanItem, PlanSection, PlanVersion
from orgplan.planning.models.submission import Submission, SubmissionRow

__all__ = [
    "DeadlineRule",
    "EventSuggestion",
    "LineFields",
    "PairSuggestion",
    "PairVerdict",
    "Plan",
    "PlanDeadline",
    "PlanItem",
    "PlanLine",
    "PlanSection",
    "PlanVersion",
    "Submission",
    "SubmissionRow",
]
