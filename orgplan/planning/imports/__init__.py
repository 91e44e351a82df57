"""Taking in, by noun: papers of units, workbooks of ours that come back edited."""

from orgplan.planning.imports.papers import Source, read_source

__all__ = ["Source", "read_source"]
