"""Error pages: the right number, words, and no need of anything that may have failed."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied, RequestDataTooBig, SuspiciousOperation
from django.template.loader import get_template
from django.test import RequestFactory
from django.utils import translation

from orgplan.core import views


@pytest.mark.parametrize(
    ("template", "words"),
    [
        ("400.html", "Запрос не удалось понять"),
        ("403.html", "Эта страница вам не открыта"),
        ("403_csrf.html", "Форма была открыта слишком долго"),
        ("404.html", "Такой страницы нет"),
        ("413.html", "Слишком большой объём"),
        ("500.html", "У нас что-то сломалось"),
        ("503.html", "База данных занята или не отвечает"),
        ("507.html", "На диске сервера нет места"),
    ],
)
def test_error_page_stands_without_context_and_says_what_happened(template: str, words: str) -> None:
    with translation.override("ru"):
        text = get_template(template).render()
    assert f"<h1>{words}</h1>" in text
    assert text.count("<p>") == 2


def test_handlers_answer_with_their_status() -> None:
    request = RequestFactory().get("/")
    answers = [
        views.bad_request(request, SuspiciousOperation()),
        views.bad_request(request, RequestDataTooBig()),
        views.forbidden(request, PermissionError()),
        views.not_found(request, LookupError()),
        views.server_error(request),
    ]
    assert [answer.status_code for answer in answers] == [400, 413, 403, 404, 500]


def test_refusal_says_why_in_the_words_of_whoever_refused():
    request = RequestFactory().get("/")
    said = views.forbidden(request, PermissionDenied("Сводный план ведёт организационный отдел & <никто больше>."))
    page = said.content.decode()
    assert "Сводный план ведёт организационный отдел &amp; &lt;никто больше&gt;." in page
    assert "ваша роль не позволяет" in views.forbidden(request, PermissionDenied()).content.decode()
