"""Every write of preparation: steps, plans that move or are pressed together, lessons."""

from django.utils.translation import gettext_noop

from orgplan.preparation.actions.lessons import (
    LessonFacts,
    answer_lesson,
    carry_lessons,
    pass_lesson,
    write_lesson,
)
from orgplan.preparation.actions.plans import (
    accept_lead,
    compress_plan,
    copy_steps,
    fix_baseline,
    follow_event,
    pin_steps,
    shorten_plan,
)
from orgplan.preparation.actions.shipped import bring_shipped
from orgplan.preparation.actions.steps import (
    Proof,
    StepFacts,
    finish_step,
    plan_step,
    remove_step,
    reopen_step,
    skip_step,
)

__all__ = [
    "WORDS",
    "LessonFacts",
    "Proof",
    "StepFacts",
    "accept_lead",
    "answer_lesson",
    "bring_shipped",
    "carry_lessons",
    "compress_plan",
    "copy_steps",
    "finish_step",
    "fix_baseline",
    "follow_event",
    "pass_lesson",
    "pin_steps",
    "plan_step",
    "remove_step",
    "reopen_step",
    "shorten_plan",
    "skip_step",
    "write_lesson",
]

#: Words of the history for what these actions do and record (audit.queries.verb_words).
WORDS = (
    gettext_noop("bring shipped"),
    gettext_noop("plan step"),
    gettext_noop("remove step"),
    gettext_noop("finish step"),
    gettext_noop("reopen step"),
    gettext_noop("skip step"),
    gettext_noop("copy steps"),
    gettext_noop("follow event"),
    gettext_noop("pin steps"),
    gettext_noop("fix baseline"),
    gettext_noop("compress plan"),
    gettext_noop("shorten plan"),
    gettext_noop("accept lead"),
    gettext_noop("write lesson"),
    gettext_noop("answer lesson"),
    gettext_noop("carry lessons"),
    gettext_noop("pass lesson"),
    gettext_noop("steps"),
    gettext_noop("anchor"),
    gettext_noop("after"),
    gettext_noop("offset"),
    gettext_noop("offset unit"),
    gettext_noop("on working day"),
    gettext_noop("paper"),
    gettext_noop("is essential"),
    gettext_noop("pinned on"),
    gettext_noop("due on"),
    gettext_noop("baseline on"),
    gettext_noop("done on"),
    gettext_noop("done by"),
    gettext_noop("proof words"),
    gettext_noop("proof name"),
    gettext_noop("skipped why"),
    gettext_noop("advice"),
    gettext_noop("lessons"),
)
