"""Tables of instructions: the instruction with its performers, terms and reports; the rules that people set."""

from orgplan.instructions.models.instruction import CoPerformer, Instruction, InstructionQuerySet
from orgplan.instructions.models.reports import Report, ReportFile
from orgplan.instructions.models.rules import ControlLevel, EscalationStep, TermRule
from orgplan.instructions.models.terms import Extension, StepTaken

__all__ = [
    "CoPerformer",
    "ControlLevel",
    "EscalationStep",
    "Extension",
    "Instruction",
    "InstructionQuerySet",
    "Report",
    "ReportFile",
    "StepTaken",
    "TermRule",
]
