"""A paper of a set as a file: checked for what is missing, printed, kept in the register."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from orgplan.audit.actions import Actor
from orgplan.core.editing import RefusedError
from orgplan.document_sets.actions import Signing, keep_draft
from orgplan.document_sets.documents.acts import (
    Printing,
    committee_data,
    estimate_data,
    letter_data,
    order_data,
    programme_data,
    steps_data,
)
from orgplan.document_sets.documents.leader import block_data, briefing_data, people_data
from orgplan.document_sets.models import SetPaper
from orgplan.document_sets.queries.known import Known
from orgplan.document_sets.queries.sets import missing_of
from orgplan.document_sets.rules.kinds import FORM_OF, Content, PaperState
from orgplan.documents.actions import Paper
from orgplan.documents.documents import print_word
from orgplan.documents.models import Document, DocumentFormat
from orgplan.documents.queries import active_template, kind_label, same_paper

_WORD = DocumentFormat.WORD
_DATA: Mapping[Content, Callable[[Printing], dict[str, Any]]] = {
    Content.ORDER: order_data,
    Content.COMMITTEE: committee_data,
    Content.STEPS: steps_data,
    Content.PROGRAMME: programme_data,
    Content.RUNNING: programme_data,
    Content.ESTIMATE: estimate_data,
    Content.LETTER: letter_data,
    Content.CLOSURE: letter_data,
    Content.BLOCK: block_data,
    Content.PARTICIPANTS: people_data,
    Content.SPEAKERS: people_data,
    Content.PRESIDIUM: people_data,
    Content.AWARDEES: people_data,
    Content.BRIEFING: briefing_data,
}


@dataclass(frozen=True, slots=True)
class Drafted:
    """What drafting several papers came to: the titles made, and what of the others is missing, in words."""

    made: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)


def subject_of(paper: SetPaper) -> str:
    """Return the name of the paper's series in the register."""
    return f"set paper {paper.pk}"


def paper_data(paper: SetPaper, known: Known, signing: Signing | None = None) -> dict[str, Any]:
    """Return what the form of the paper prints; with a signing it bears the number and no «проект»."""
    return _DATA[paper.content](Printing(paper, known, signing))


def _printed(paper: SetPaper, data: dict[str, Any], *, draft: bool) -> Paper:
    code = FORM_OF[paper.content]
    try:
        content = print_word(code, data)
    except OSError as error:
        words = {"form": kind_label(code)}
        raise RefusedError(
            _("The office’s own form “%(form)s” cannot be read: upload it again, or print by the shipped form.") % words
        ) from error
    return Paper(
        kind=code,
        subject=subject_of(paper),
        title=data["title"],
        format=_WORD,
        content=content,
        data=data,
        template=active_template(code),
        is_draft=draft,
    )


def draft_paper(paper: SetPaper, *, known: Known | None = None, by: Actor) -> Document:
    """Draft the paper of the present facts and keep it; RefusedError names what is missing.

    Where the last draft says the same by the same form, it stays.
    """
    known = known or Known(paper.document_set)
    if paper.content not in FORM_OF:
        raise RefusedError(_("“%(paper)s” is made elsewhere: only its course is kept here.") % {"paper": paper.title})
    if missing := missing_of(paper, known):
        words = {"paper": paper.title, "missing": "; ".join(missing)}
        raise RefusedError(_("“%(paper)s” was not drafted: %(missing)s.") % words)
    data = paper_data(paper, known)
    last = same_paper(FORM_OF[paper.content], subject_of(paper), data, _WORD)
    if last is not None and last.pk == paper.document_id and paper.state == PaperState.DRAFTED:
        return last
    return keep_draft(paper, made=_printed(paper, data, draft=True), by=by)


def draft_papers(papers: Iterable[SetPaper], *, by: Actor) -> Drafted:
    """Draft the papers one by one; what is missing for one keeps none of the others."""
    done, known = Drafted(), None
    for paper in papers:
        known = known or Known(paper.document_set)
        try:
            draft_paper(paper, known=known, by=by)
        except RefusedError as refusal:
            done.refused.append(str(refusal))
        else:
            done.made.append(paper.title)
    return done


def final_of(paper: SetPaper, signing: Signing) -> Paper | None:
    """Return the file of a signed paper, with its number and without «проект»; None where it cannot be drafted.

    A paper that is signed in the document system stands whether we can print it or not.
    """
    known = Known(paper.document_set)
    if paper.document is None or paper.content not in FORM_OF or missing_of(paper, known):
        return None
    try:
        return _printed(paper, paper_data(paper, known, signing), draft=False)
    except RefusedError:
        return None


def set_paper_anew(document: Document, *, by: Actor) -> Document | None:
    """Return the next version of a set's paper by the present facts; None for another document.

    A signed paper becomes a draft again: what was signed says the old facts.
    """
    kept = SetPaper.objects.filter(document__kind=document.kind, document__subject=document.subject)
    paper = kept.select_related("kind", "document", "document_set__event").first()
    return draft_paper(paper, by=by) if paper is not None else None
