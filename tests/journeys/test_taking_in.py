"""How a paper comes in: dropped with the mouse, or pasted from Word with its cells."""

from __future__ import annotations

import pytest

from orgplan.directory.tests import factories as directory
from orgplan.planning.models import Submission

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SEND = "/plans/send/?period=2026-08"
COPIED = (
    "<table><tr><td>Дата</td><td>Мероприятие</td><td>Ответственный</td></tr>"
    "<tr><td>5, 6 августа</td><td>Турнир по шахматам</td><td>Примеров П.П.<br>федерация (по согласованию)</td></tr></table>"
)
CSV = "Дата;Мероприятие\n12 августа, 14.00;Заседание комиссии\n"
DROP = """([text, name]) => {
  const carried = new DataTransfer();
  carried.items.add(new File([text], name, {type: "text/csv"}));
  const place = document.querySelector("file-drop .drop");
  for (const kind of ["dragenter", "dragover", "drop"])
    place.dispatchEvent(new DragEvent(kind, {bubbles: true, cancelable: true, dataTransfer: carried}));
}"""
COPY = """async (html) => navigator.clipboard.write([new ClipboardItem({
  "text/html": new Blob([html], {type: "text/html"}), "text/plain": new Blob(["Турнир"], {type: "text/plain"}),
})])"""


@pytest.fixture
def clerk(walk):
    walker = walk(directory.coordinator(directory.unit("Департамент спорта")))
    walker.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    walker.open(SEND)
    return walker


def rows() -> list[tuple[str, str, int]]:
    submission = Submission.objects.get()
    return [(row.when, row.title, len(row.responsible)) for row in submission.rows.all()]


def test_dropped_file_is_read(clerk):
    clerk.page.evaluate(DROP, [CSV, "план.csv"])
    clerk.page.get_by_text("план.csv").wait_for()
    clerk.press("Прочитать")
    assert rows() == [("12 августа, 14:00", "Заседание комиссии", 0)]


def test_table_pasted_from_word_keeps_its_cells(clerk):
    clerk.page.locator("summary", has_text="буфера").click()
    clerk.page.evaluate(COPY, COPIED)
    clerk.page.locator("textarea[name=pasted]").click()
    clerk.page.keyboard.press("Control+V")
    clerk.press("Прочитать")
    assert rows() == [("5 и 6 августа", "Турнир по шахматам", 2)]
