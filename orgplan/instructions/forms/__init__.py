"""Forms of instructions: the instruction, its terms and reports, the rules of control."""

from orgplan.instructions.forms.instruction import InstructionForm, RegisterForm
from orgplan.instructions.forms.rules import LevelForm, StepForm, TermRuleForm
from orgplan.instructions.forms.work import DecisionForm, ExtensionForm, GrantForm, ReasonForm, ReportForm, TermForm

__all__ = [
    "DecisionForm",
    "ExtensionForm",
    "GrantForm",
    "InstructionForm",
    "LevelForm",
    "ReasonForm",
    "RegisterForm",
    "ReportForm",
    "StepForm",
    "TermForm",
    "TermRuleForm",
]
