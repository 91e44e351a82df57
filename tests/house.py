"""An installation in a folder of its own, on SQLite, run by the real commands: for tests of faults of the machine."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.prepared import lay_tables

ROOT = Path(__file__).resolve().parent.parent


class House:
    """The environment of an installation and ways to run something in it."""

    def __init__(self, folder: Path, **variables: str) -> None:
        kept = {name: value for name, value in os.environ.items() if not name.startswith("ORGPLAN_")}
        own = {
            "ORGPLAN_DATA": str(folder),
            "DJANGO_SETTINGS_MODULE": "orgplan.config.settings",
            "PYTHONIOENCODING": "utf-8",
        }
        self.folder, self.environment = folder, kept | own | variables

    def lay_tables(self) -> None:
        """Put a database after all migrations into the folder."""
        lay_tables(self.folder)

    def command(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Run a command that must succeed."""
        done = self.run([sys.executable, "-m", "orgplan", *words])
        assert done.returncode == 0, done.stderr
        return done

    def python(self, code: str) -> str:
        """Run code with Django set up; return what it printed."""
        done = self.run([sys.executable, "-c", f"import django; django.setup()\n{code}"])
        assert done.returncode == 0, done.stderr
        return done.stdout

    def worker(self, *words: str) -> subprocess.Popen[bytes]:
        """Start a worker and return its process."""
        command = [sys.executable, "-m", "orgplan", "worker", *words]
        return subprocess.Popen(command, env=self.environment, cwd=ROOT, stderr=subprocess.DEVNULL)

    def run(self, command: list[str]) -> subprocess.CompletedProcess[str]:
        """Run any command in the environment."""
        return subprocess.run(
            command, env=self.environment, cwd=ROOT, check=False, capture_output=True, text=True, encoding="utf-8"
        )
