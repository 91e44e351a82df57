"""The demonstration city's plans, and the papers of three units that are ready to be dropped.

Approved plans of the past, the running and the next week, and the next month in full consolidation. The units' papers
are made up as documents and come in through the same reading as real ones, so their cells and doubts are genuine.
"""

from orgplan.planning.demo.building import build_plans
from orgplan.planning.demo.dropping import DroppedFile, files_to_drop

__all__ = ["DroppedFile", "build_plans", "files_to_drop"]
