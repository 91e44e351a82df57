"""Writes of the room."""

from django.utils.translation import gettext_noop

from orgplan.document_sets.actions.lists import (
    DutyFacts,
    KindFacts,
    RuleFacts,
    SizeFacts,
    take_shipped,
    write_duty,
    write_paper_kind,
    write_set_terms,
    write_size,
)
from orgplan.document_sets.actions.papers import Signing, keep_draft, mark_paper, sign_paper, strike_paper, write_paper
from orgplan.document_sets.actions.sets import (
    DutyAnswer,
    PaperFacts,
    Struck,
    add_paper,
    answer_duty,
    answer_facts,
    compose_set,
    copy_set,
    follow_moved,
    reopen_duty,
)

__all__ = [
    "WORDS",
    "DutyAnswer",
    "DutyFacts",
    "KindFacts",
    "PaperFacts",
    "RuleFacts",
    "Signing",
    "SizeFacts",
    "Struck",
    "add_paper",
    "answer_duty",
    "answer_facts",
    "compose_set",
    "copy_set",
    "follow_moved",
    "keep_draft",
    "mark_paper",
    "reopen_duty",
    "sign_paper",
    "strike_paper",
    "take_shipped",
    "write_duty",
    "write_paper",
    "write_paper_kind",
    "write_set_terms",
    "write_size",
]

#: Words of the history for what these actions do and record (audit.queries.verb_words).
WORDS = (
    gettext_noop("compose set"),
    gettext_noop("answer facts"),
    gettext_noop("add paper"),
    gettext_noop("copy set"),
    gettext_noop("follow moved"),
    gettext_noop("keep draft"),
    gettext_noop("mark paper"),
    gettext_noop("sign paper"),
    gettext_noop("strike paper"),
    gettext_noop("write paper"),
    gettext_noop("answer duty"),
    gettext_noop("reopen duty"),
    gettext_noop("write size"),
    gettext_noop("write paper kind"),
    gettext_noop("write duty"),
    gettext_noop("write set terms"),
    gettext_noop("take shipped"),
    gettext_noop("papers"),
    gettext_noop("rules"),
    gettext_noop("sizes"),
    gettext_noop("size of the event"),
    gettext_noop("common facts"),
    gettext_noop("due days"),
)
