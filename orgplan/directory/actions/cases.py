"""Writes about grammatical cases: corrected forms of posts, and who checked what."""

from __future__ import annotations

from django.utils import timezone

from orgplan.audit.actions import Actor, audited, record, state_of
from orgplan.core.editing import take_edition
from orgplan.directory.models import Person, PostCases


@audited
def correct_post_cases(*, title: str, forms: dict[str, str], by: Actor) -> PostCases:
    """Store forms of a post that win over the rules ({case: form}); whoever corrects has checked them."""
    kept = _cases_of(title)
    before = state_of(kept, "forms") if kept.pk else {}
    kept.forms = forms
    _checked(kept, by)
    record(kept, before=before, after=state_of(kept, "forms", "checked_by"))
    return kept


@audited
def check_post_cases(*, title: str, by: Actor) -> PostCases:
    """Say that the six cases of the post are right."""
    kept = _cases_of(title)
    before = state_of(kept, "checked_by") if kept.pk else {}
    _checked(kept, by)
    record(kept, before=before, after=state_of(kept, "checked_by"))
    return kept


@audited
def check_person_cases(person: Person, *, by: Actor) -> Person:
    """Say that the six cases of the name are right."""
    current = take_edition(person, person.edition)
    before = state_of(current, "cases_checked_by")
    current.cases_checked_at, current.cases_checked_by = timezone.now(), str(by)[:200]
    current.save(update_fields=["cases_checked_at", "cases_checked_by", "edition"])
    record(current, before=before, after=state_of(current, "cases_checked_by"))
    return current


def _cases_of(title: str) -> PostCases:
    return PostCases.objects.select_for_update().filter(title=title).first() or PostCases(title=title)


def _checked(kept: PostCases, by: Actor) -> None:
    if kept.pk:
        kept.edition += 1
    kept.checked_at, kept.checked_by = timezone.now(), str(by)[:200]
    kept.save()
