"""Kinds of papers that the product prints, in the order in which the pages list them; rooms declare, we list."""

from __future__ import annotations

from orgplan.almanac.rules.papers import SCHEME_FORM
from orgplan.document_sets.documents import set_paper_anew
from orgplan.document_sets.rules.papers import SET_FORMS
from orgplan.documents.actions import PaperMaker
from orgplan.documents.rules.kinds import FormKind
from orgplan.instructions.rules.papers import DISCIPLINE_FORM
from orgplan.planning.documents.anew import amendments_paper_anew, calendar_paper_anew, plan_paper_anew
from orgplan.planning.rules.agreement_papers import AGREEMENT_FORM
from orgplan.planning.rules.amendment_papers import AMENDMENTS_FORM
from orgplan.planning.rules.execution_papers import EXECUTION_FORM
from orgplan.planning.rules.executive_papers import EXECUTIVE_FORM
from orgplan.planning.rules.papers import PLAN_FORMS
from orgplan.programmes.documents import programme_paper_anew
from orgplan.programmes.rules.papers import PROGRAMME_FORM
from orgplan.quotas.documents import quota_paper_anew
from orgplan.quotas.rules.papers import QUOTA_FORMS
from orgplan.scripts.documents import script_paper_anew
from orgplan.scripts.rules.papers import SCRIPT_FORMS

FORM_KINDS: tuple[FormKind, ...] = (
    *PLAN_FORMS,
    EXECUTIVE_FORM,
    AGREEMENT_FORM,
    AMENDMENTS_FORM,
    EXECUTION_FORM,
    SCHEME_FORM,
    *SCRIPT_FORMS,
    *SET_FORMS,
    DISCIPLINE_FORM,
    *QUOTA_FORMS,
    PROGRAMME_FORM,
)

#: Rooms that make their documents of the register anew, as the next version.
PAPER_MAKERS: tuple[PaperMaker, ...] = (
    plan_paper_anew,
    amendments_paper_anew,
    calendar_paper_anew,
    script_paper_anew,
    quota_paper_anew,
    programme_paper_anew,
    set_paper_anew,
)
