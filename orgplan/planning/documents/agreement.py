"""The agreement sheet on paper: a draft while answers are awaited, then a document of the register."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils import timezone

from orgplan.documents.actions import Paper
from orgplan.documents.documents import print_pdf, print_word
from orgplan.documents.models import DocumentFormat
from orgplan.documents.queries import active_template
from orgplan.language.grammar import Case
from orgplan.planning.models import Agreement, AgreementRemark, AgreementRound
from orgplan.planning.queries.agreement import changed_since_sent
from orgplan.planning.queries.plans import signer_on
from orgplan.planning.rules.agreement_papers import AGREEMENT_FORM
from orgplan.planning.rules.approval import AgreementState, RemarkState, RoundState
from orgplan.planning.rules.naming import title_within

_ANSWERS = {
    AgreementState.WAITING: "Ожидается ответ",
    AgreementState.AGREED: "Согласовано",
    AgreementState.WITH_REMARKS: "Согласовано с замечаниями",
    AgreementState.RETURNED: "Возвращено на доработку",
}
_OUTCOMES = {RemarkState.OPEN: "ожидает ответа", RemarkState.TAKEN: "учтено", RemarkState.EXPLAINED: "не учтено"}
_RESULTS = {
    RoundState.AGREED: "План согласован всеми",
    RoundState.RETURNED: "План возвращён на доработку",
    RoundState.WITHDRAWN: "План отозван с согласования",
}


def sheet_file(laid: AgreementRound, ending: str) -> bytes:
    """Return the sheet as it stands, a .docx or a PDF."""
    return _printed(sheet_data(laid), ending)


def sheet_paper(laid: AgreementRound, ending: str) -> Paper:
    """Return the sheet for the register: the sheets of one round are one series."""
    data = sheet_data(laid)
    return Paper(
        kind=AGREEMENT_FORM.code,
        subject=f"agreement round {laid.pk} {ending}",
        title=data["title"],
        format=DocumentFormat(ending),
        content=_printed(data, ending),
        data=data,
        template=active_template(AGREEMENT_FORM.code) if ending == "docx" else None,
    )


def _printed(data: dict[str, Any], ending: str) -> bytes:
    return (print_pdf if ending == "pdf" else print_word)(AGREEMENT_FORM.code, data)


def sheet_data(laid: AgreementRound) -> dict[str, Any]:
    """Return what the form of the sheet prints."""
    rows = list(laid.agreements.select_related("person").prefetch_related("remarks"))
    is_open = laid.state == RoundState.OPEN
    plan, now = laid.plan, timezone.localtime()
    signer_post, signer_name = signer_on(plan, timezone.localdate())
    return {
        "title": f"Лист согласования: {plan.title}",
        "plan_title": plan.title,
        "plan_genitive": title_within(plan.title, Case.GENITIVE),
        "draft": is_open,
        "round": laid.number,
        "sent": _sent(laid),
        "result": _RESULTS.get(RoundState(laid.state)) or _waiting_words(rows),
        "changes": len(changed_since_sent(laid)) if is_open else 0,
        "curators": [_curator(number, each, _numbers(laid)) for number, each in enumerate(rows, start=1)],
        "signer_post": signer_post,
        "signer_name": signer_name,
        "footer": f"Согласование {laid.number}. {'Проект. ' if is_open else ''}Напечатано {now:%d.%m.%Y %H:%M}",
    }


def _sent(laid: AgreementRound) -> str:
    sent = timezone.localtime(laid.sent_at)
    return f"Согласование {laid.number}. Направлено {sent:%d.%m.%Y}, {laid.sent_by}; ответ до {laid.due_on:%d.%m.%Y}"


def _waiting_words(rows: Sequence[Agreement]) -> str:
    answered = sum(each.state != AgreementState.WAITING for each in rows)
    return f"Согласование не завершено: ответили {answered} из {len(rows)}"


def _numbers(laid: AgreementRound) -> dict[int, int]:
    """Return the number of each event's row in the plan as it was sent."""
    return {row["event"]: number for number, row in enumerate(laid.rows, start=1)}


def _curator(number: int, each: Agreement, numbers: dict[int, int]) -> dict[str, Any]:
    return {
        "number": number,
        "post": each.post,
        "name": each.person.full_name.initials_first(),
        "acting": each.on_behalf,
        "answer": _ANSWERS[AgreementState(each.state)],
        "words": each.text,
        "day": f"{timezone.localtime(each.decided_at):%d.%m.%Y}" if each.decided_at else "",
        "remarks": [_remark(remark, numbers) for remark in each.remarks.all()],
    }


def _remark(remark: AgreementRemark, numbers: dict[int, int]) -> dict[str, str]:
    number = numbers.get(remark.event_id or 0)
    row = f"{number}. {remark.row_label}" if number else remark.row_label
    outcome = _OUTCOMES[RemarkState(remark.state)]
    return {
        "row": row or "К плану в целом",
        "text": remark.text,
        "outcome": f"{outcome}: {remark.answer}" if remark.answer else outcome,
    }
