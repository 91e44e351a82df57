"""The classes of places are those that the tool writes, and reach as far as the rules may ask."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from orgplan.calendar.rules.blocks import LEAST, STEP, drawn
from orgplan.calendar.rules.pieces import DAY

ROOT = Path(__file__).resolve().parents[3]


def test_style_sheet_of_hours_is_current():
    done = subprocess.run([sys.executable, "tools/hours_css.py", "check"], cwd=ROOT, check=False)
    assert done.returncode == 0


def test_every_place_of_a_day_has_its_class():
    css = (ROOT / "orgplan/core/static/core/css/hours.css").read_text(encoding="utf-8")
    assert f".s{DAY // STEP} {{" in css
    assert f".l{DAY // STEP} {{" in css
    assert {drawn(minute, minute)[1] - drawn(minute, minute)[0] for minute in range(0, DAY, STEP)} == {LEAST}
