"""What papers are about, where they and the duties by law stand, and how they pass from one state to the next."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Part(TextChoices):
    """Which part of the set a paper belongs to, in the order in which the set shows them."""

    ACT = "act", _("the act and its appendices")
    MONEY = "money", _("money")
    LETTER = "letter", _("letters to services")
    LEADER = "leader", _("the leader’s package")
    OTHER = "other", _("other papers")


class Content(TextChoices):
    """What a paper says: by this it is drafted of the records. `NONE`: made elsewhere, only its course is kept."""

    ORDER = "order", _("act: order or decree")
    COMMITTEE = "committee", _("appendix: organising committee")
    STEPS = "steps", _("appendix: preparation plan")
    PROGRAMME = "programme", _("appendix: programme")
    ESTIMATE = "estimate", _("budget estimate")
    LETTER = "letter", _("letter to a service")
    CLOSURE = "closure", _("letter about a road closure")
    RUNNING = "running", _("programme for the leader")
    BLOCK = "block", _("principal block")
    PARTICIPANTS = "participants", _("list of participants")
    SPEAKERS = "speakers", _("list of speakers")
    PRESIDIUM = "presidium", _("presidium")
    AWARDEES = "awardees", _("list of awardees")
    BRIEFING = "briefing", _("briefing note")
    NONE = "none", _("made elsewhere")


FORM_OF: dict[Content, str] = {
    Content.ORDER: "set_order",
    Content.COMMITTEE: "set_committee",
    Content.STEPS: "set_steps",
    Content.PROGRAMME: "set_programme",
    Content.ESTIMATE: "set_estimate",
    Content.LETTER: "set_letter",
    Content.CLOSURE: "set_letter",
    Content.RUNNING: "set_programme",
    Content.BLOCK: "script",
    Content.PARTICIPANTS: "set_people",
    Content.SPEAKERS: "set_people",
    Content.PRESIDIUM: "set_people",
    Content.AWARDEES: "set_people",
    Content.BRIEFING: "set_briefing",
}
"""The kind of form (config/forms.py) by which a content is printed."""

APPENDICES = (Content.COMMITTEE, Content.STEPS, Content.PROGRAMME)
"""What the act approves, in the order of its appendices (domain §2.3)."""


class PaperState(TextChoices):
    """Where a paper of a set stands."""

    NOT_BEGUN = "not_begun", _("not begun")
    DRAFTED = "drafted", _("drafted paper")
    ON_AGREEMENT = "on_agreement", _("being agreed")
    SIGNED = "signed", _("signed paper")
    NOT_NEEDED = "not_needed", _("not needed here")


OPEN_STATES = (PaperState.NOT_BEGUN, PaperState.DRAFTED, PaperState.ON_AGREEMENT)

PAPER_TRANSITIONS: dict[tuple[PaperState, str], PaperState] = {
    (PaperState.NOT_BEGUN, "draft"): PaperState.DRAFTED,
    (PaperState.NOT_BEGUN, "send"): PaperState.ON_AGREEMENT,
    (PaperState.NOT_BEGUN, "sign"): PaperState.SIGNED,
    (PaperState.NOT_BEGUN, "strike"): PaperState.NOT_NEEDED,
    (PaperState.DRAFTED, "draft"): PaperState.DRAFTED,
    (PaperState.DRAFTED, "send"): PaperState.ON_AGREEMENT,
    (PaperState.DRAFTED, "sign"): PaperState.SIGNED,
    (PaperState.DRAFTED, "strike"): PaperState.NOT_NEEDED,
    (PaperState.ON_AGREEMENT, "draft"): PaperState.DRAFTED,
    (PaperState.ON_AGREEMENT, "give_back"): PaperState.DRAFTED,
    (PaperState.ON_AGREEMENT, "sign"): PaperState.SIGNED,
    (PaperState.ON_AGREEMENT, "strike"): PaperState.NOT_NEEDED,
    (PaperState.SIGNED, "draft"): PaperState.DRAFTED,
    (PaperState.SIGNED, "reopen"): PaperState.ON_AGREEMENT,
    (PaperState.NOT_NEEDED, "take"): PaperState.NOT_BEGUN,
}


class DutyState(TextChoices):
    """Where a duty by law stands."""

    OPEN = "open", _("duty to be done")
    DONE = "done", _("duty done")
    NOT_NEEDED = "not_needed", _("duty does not apply")


DUTY_TRANSITIONS: dict[tuple[DutyState, str], DutyState] = {
    (DutyState.OPEN, "settle"): DutyState.DONE,
    (DutyState.OPEN, "waive"): DutyState.NOT_NEEDED,
    (DutyState.DONE, "reopen"): DutyState.OPEN,
    (DutyState.NOT_NEEDED, "reopen"): DutyState.OPEN,
}


def next_paper_state(state: str, verb: str) -> PaperState | None:
    """Return where the verb leads, None where it does not apply."""
    return PAPER_TRANSITIONS.get((PaperState(state), verb))


def next_duty_state(state: str, verb: str) -> DutyState | None:
    """Return where the verb leads, None where it does not apply."""
    return DUTY_TRANSITIONS.get((DutyState(state), verb))
