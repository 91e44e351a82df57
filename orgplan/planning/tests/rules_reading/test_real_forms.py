"""The plans of shared/data with their gold: rows, timings and responsibles, at the issue's thresholds."""

from __future__ import annotations

import importlib.util
import json
import os
import shutil
from importlib.machinery import SourceFileLoader
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from orgplan.language.periods import Period
from orgplan.planning.rules.reading.contract import to_contract
from orgplan.planning.rules.reading.reading import read_plan
from orgplan.tables import read_file

PLANS = Path(__file__).resolve().parents[4].parent / "shared" / "data" / "plans"
GOLDS = sorted(PLANS.glob("*.gold.json"))
CI = os.environ.get("CI") == "true"


class Unkept(SourceFileLoader):
    """Loads a module and leaves nothing compiled beside it: the folder of the material is not ours to write to."""

    def set_data(self, path: str, data: object, *, _mode: int = 0o666) -> None:
        """Keep nothing."""


def scorer() -> ModuleType:
    script = str(PLANS / "compare.py")
    spec = importlib.util.spec_from_file_location("compare", script, loader=Unkept("compare", script))
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_real_forms_are_there() -> None:
    if not GOLDS and not CI:
        pytest.skip("shared/data/plans is not beside this checkout")
    assert GOLDS


@pytest.mark.parametrize("gold_path", GOLDS, ids=lambda path: path.name.removesuffix(".gold.json"))
def test_real_form_reads_as_a_careful_person_does(gold_path: Path) -> None:
    gold: dict[str, Any] = json.loads(gold_path.read_text(encoding="utf-8"))
    stem = gold_path.name.removesuffix(".gold.json")
    source = next(path for path in PLANS.iterdir() if path.stem == stem)
    if source.suffix == ".doc" and not shutil.which("soffice") and not CI:
        pytest.skip("LibreOffice is not installed: .doc cannot be read")
    compare = scorer()
    result = to_contract(read_plan(read_file(source), Period.parse(gold["period"])), source.name)
    score, notes = compare.score(result, gold)
    measures = compare.measures(score)
    assert measures["rows"] >= 99, notes
    assert measures["timing"] >= 98, notes
    assert measures["responsible"] is None or measures["responsible"] >= 95, notes
    assert measures["place"] is None or measures["place"] >= 95, notes
    assert result["approved_on"] == gold["approved_on"]
    assert compare.norm_title(result["title"]) == compare.norm_title(gold["title"])
