"""`orgplan import` by its contract."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from orgplan.cli.main import cli

PLAN = """Дата;Время;Мероприятие;Место;Ответственный
3 апреля;10.00;Субботник;парк «Липки»;"Отдел экологии, УВД (по согласованию)"
31 апреля;;Концерт;;Кедров И.И.
"""


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "план.csv"
    path.write_text(PLAN, encoding="cp1251")
    return path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(cli, ["import", *arguments], prog_name="orgplan")


def test_import_prints_one_json_document_of_the_contract(plan: Path) -> None:
    result = run(str(plan), "--period", "2018-04", "--dry-run", "--json")
    assert (result.exit_code, result.stderr) == (0, "")
    document = json.loads(result.stdout)
    assert list(document) == ["file", "title", "approved_on", "rows"]
    assert document["file"] == "план.csv"
    assert document["rows"][0] == {
        "n": 1,
        "section": None,
        "title": "Субботник",
        "date_text": "3 апреля 10.00",
        "timing": {
            "kind": "timed",
            "occurrences": [{"start": "2018-04-03", "end": "2018-04-03", "start_time": "10:00", "end_time": None}],
            "rrule": None,
        },
        "place": "парк «Липки»",
        "responsible": [{"name": "Отдел экологии", "by_agreement": False}, {"name": "УВД", "by_agreement": True}],
        "problems": [],
    }


def test_import_names_row_and_column_of_a_day_that_does_not_exist(plan: Path) -> None:
    document = json.loads(run(str(plan), "--period", "2018-04", "--dry-run", "--json").stdout)
    assert document["rows"][1]["title"] == "Концерт"
    (problem,) = document["rows"][1]["problems"]
    assert problem.startswith("строка 3, столбец «Дата»: ")
    assert "31.04.2018" in problem


def test_import_shows_a_table_for_people(plan: Path) -> None:
    lines = run(str(plan), "--period", "2018-04", "--dry-run").stdout.splitlines()
    assert lines[1] == "Прочитано строк: 2"
    assert lines[3].split() == ["1", "3", "апреля", "10.00", "Субботник"]
    assert lines[5].strip() == "Отдел экологии, УВД (по согласованию)"


def test_import_of_a_missing_file_fails_in_one_line(tmp_path: Path) -> None:
    result = run(str(tmp_path / "нет.docx"), "--period", "2018", "--dry-run", "--json")
    assert result.exit_code == 1
    assert result.stdout == ""
    assert len(result.stderr.splitlines()) == 1
    assert "нет.docx" in result.stderr


@pytest.mark.parametrize("period", ["2018-13", "апрель", "2018-W60", "2018-02-30", "2018-05-01/2018-04-01"])
def test_import_of_a_wrong_period_is_wrong_use(plan: Path, period: str) -> None:
    result = run(str(plan), "--period", period, "--dry-run", "--json")
    assert result.exit_code == 2
    assert result.stdout == ""


def test_import_that_stores_asks_whose_plan_it_is(plan: Path) -> None:
    result = run(str(plan), "--period", "2018-04")
    assert result.exit_code == 2
    assert "--dry-run" in result.stderr
