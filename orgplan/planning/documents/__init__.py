"""What planning prints, by noun: the plan of a period."""

from orgplan.planning.documents.plan import plan_data, plan_pdf, plan_word

__all__ = ["plan_data", "plan_pdf", "plan_word"]
