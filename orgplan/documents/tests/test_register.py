"""The register of documents: made once, numbered in its series, registered afterwards, seen by whom it concerns."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from orgplan.accounts.rules import Role
from orgplan.audit.models import Entry
from orgplan.core.editing import ChangedMeanwhileError, RefusedError
from orgplan.documents.actions import register_document
from orgplan.documents.models import Document
from orgplan.documents.rules.outdated import in_words
from orgplan.documents.tests.factories import BY, document

pytestmark = pytest.mark.django_db
FACTS: dict[str, Any] = {
    "registered_number": "17-р",
    "registered_on": date(2026, 7, 28),
    "registered_link": "https://sed.example/17",
}


def test_documents_of_a_series_are_numbered():
    assert [document(content=content).number for content in (b"1", b"2")] == [1, 2]
    assert document(content=b"3", subject="версия 2").number == 1


def test_what_is_outdated_is_said_without_saying_it_twice():
    moved = ["перенесено", "12 сентября", "19 сентября"]
    called_off = ["отменено", "запланировано", "Отменено"]
    assert in_words({"when": moved, "state": called_off}) == "перенесено: 12 сентября → 19 сентября; отменено"


def test_same_paper_is_in_the_register_once():
    assert document().pk == document().pk
    assert Document.objects.count() == 1


def test_document_is_never_edited_or_deleted():
    made = document()
    made.title = "Другой"
    with pytest.raises(TypeError):
        made.save()
    with pytest.raises(TypeError):
        made.save(update_fields=["title"])
    with pytest.raises(TypeError):
        made.delete()


def test_registration_is_written_beside_and_recorded():
    made = register_document(document(), edition=1, by=BY, **FACTS)
    assert (made.registered_number, made.registered_on, made.edition) == ("17-р", date(2026, 7, 28), 2)
    assert Entry.objects.filter(verb="documents.register_document").get().after["registered_number"] == "17-р"


def test_two_people_do_not_overwrite_each_other():
    made = document()
    register_document(made, edition=1, by=BY, **FACTS)
    with pytest.raises(ChangedMeanwhileError):
        register_document(made, edition=1, by=BY, **FACTS)


def test_date_without_a_number_is_refused():
    with pytest.raises(RefusedError, match="вместе с номером"):
        register_document(document(), edition=1, by=BY, **(FACTS | {"registered_number": ""}))


def test_coordinator_sees_open_documents_only(client_of):
    closed, opened = document("Тайный", content=b"1"), document("Открытый", content=b"2", is_open=True)
    page = client_of(Role.COORDINATOR).get("/documents/").content.decode()
    assert (closed.title in page, opened.title in page) == (False, True)


@pytest.mark.parametrize("count", [1, 3])
def test_register_takes_a_fixed_number_of_queries(client_of, count, django_assert_num_queries):
    for number in range(count):
        document(f"План {number}", content=str(number).encode())
    client = client_of(Role.DEPARTMENT)
    with django_assert_num_queries(6):
        client.get("/documents/")


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("?q=авг", ["План на август"]),
        ("?registered=no", ["План на май"]),
        ("?registered=yes", ["План на август"]),
        ("?kind=other", []),
        ("?q=17-р", ["План на август"]),
    ],
)
def test_register_is_narrowed(client_of, query, titles):
    register_document(document(), edition=1, by=BY, **FACTS)
    document("План на май", content=b"2")
    page = client_of(Role.DEPARTMENT).get(f"/documents/{query}").content.decode()
    assert [title for title in ("План на август", "План на май") if f">{title}<" in page] == titles


def test_file_is_given_out_as_it_was_made(client_of):
    made = document(content=b"PK made")
    answer = client_of(Role.LEADER).get(f"/documents/{made.pk}/file/")
    assert (answer.content, "attachment" in answer["Content-Disposition"]) == (b"PK made", True)


def test_registration_form_shows_both_when_somebody_was_faster(client_of):
    made = document()
    client = client_of(Role.DEPARTMENT)
    register_document(made, edition=1, by=BY, **FACTS)
    sent = {"edition": 1, "opened": "{}", "registered_number": "99", "registered_on": "", "registered_link": ""}
    answer = client.post(f"/documents/{made.pk}/register/", sent)
    assert answer.status_code == 409
    assert "17-р" in answer.content.decode()
