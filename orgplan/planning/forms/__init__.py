"""Forms of planning, by noun: they check what came over HTTP and never save."""

from orgplan.planning.forms.approval import AnswerForm, CuratorsForm, GroundForm, HandOverForm, RemarkForm, RuleForm
from orgplan.planning.forms.cells import CellForm
from orgplan.planning.forms.deadlines import DeadlineForm, PlanDeadlineForm
from orgplan.planning.forms.office import OfficeForm, TermsForm
from orgplan.planning.forms.papers import (
    ACCEPTED,
    LONGEST_SECTION,
    MAX_BYTES,
    ApprovalForm,
    DeclineForm,
    LineForm,
    PeriodForm,
    ReasonForm,
    SectionsForm,
    SendForm,
)
from orgplan.planning.forms.reminders import ReminderForm
from orgplan.planning.forms.taking import TakeInForm

__all__ = [
    "ACCEPTED",
    "LONGEST_SECTION",
    "MAX_BYTES",
    "AnswerForm",
    "ApprovalForm",
    "CellForm",
    "CuratorsForm",
    "DeadlineForm",
    "DeclineForm",
    "GroundForm",
    "HandOverForm",
    "LineForm",
    "OfficeForm",
    "PeriodForm",
    "PlanDeadlineForm",
    "ReasonForm",
    "RemarkForm",
    "ReminderForm",
    "RuleForm",
    "SectionsForm",
    "SendForm",
    "TakeInForm",
    "TermsForm",
]
