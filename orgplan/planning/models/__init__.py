"""Tables of plans."""

from orgplan.planning.models.line import LineFields, PlanLine
from orgplan.planning.models.pair import PairSuggestion, PairVerdict
from orgplan.planning.models.plan import Plan, PlanItem, PlanSection, PlanVersion
from orgplan.planning.models.submission import Submission, SubmissionRow

__all__ = [
    "LineFields",
    "PairSuggestion",
    "PairVerdict",
    "Plan",
    "PlanItem",
    "PlanLine",
    "PlanSection",
    "PlanVersion",
    "Submission",
    "SubmissionRow",
]
