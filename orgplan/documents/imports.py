"""Taking in the office's own Word form: is it safe, which tags are wrong, does its sample come out."""

from __future__ import annotations

from dataclasses import dataclass

from orgplan.documents.rules.findings import Finding, error
from orgplan.documents.rules.kinds import FormKind, with_russian_names
from orgplan.documents.rules.tags import check_tags
from orgplan.documents.word.bounded import FormRefusedError, fill_bounded
from orgplan.documents.word.paragraphs import placed_paragraphs
from orgplan.documents.word.safety import check_safe


@dataclass(frozen=True, slots=True)
class Examination:
    """What the check of a form found, and its sample where one could be made."""

    findings: tuple[Finding, ...]
    sample: bytes | None = None

    @property
    def is_fit(self) -> bool:
        """Tell whether papers may be printed by the form: no errors, and the sample came out."""
        return self.sample is not None and not any(each.is_error for each in self.findings)


def examine(kind: FormKind, content: bytes, name: str) -> Examination:
    """Check a form of the kind; FormRefusedError for a file that is not a plain Word document."""
    check_safe(content, name)
    parts, findings = placed_paragraphs(content, name)
    findings += check_tags(parts, kind.fields)
    if any(each.is_error for each in findings):
        return Examination(tuple(findings))
    try:
        sample = fill_bounded(content, with_russian_names(kind.fields, kind.sample))
        _open_again(sample)
    except FormRefusedError as refusal:
        return Examination((*findings, error("", str(refusal))))
    return Examination(tuple(findings), sample)


def _open_again(sample: bytes) -> None:
    """Make sure that Word would open what was made: the parts are there and each is whole XML."""
    check_safe(sample, "образец")
    placed_paragraphs(sample, "образец")
