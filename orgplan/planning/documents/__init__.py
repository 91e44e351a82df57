"""What planning prints, by noun: the plan of a period, the report on its execution."""

from orgplan.planning.documents.execution import execution_data
from orgplan.planning.documents.plan import plan_data, plan_pdf, plan_word

__all__ = ["execution_data", "plan_data", "plan_pdf", "plan_word"]
