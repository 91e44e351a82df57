"""A plan that goes out as a workbook, is edited and comes back: what was sent, what returned, what stands now."""

from orgplan.planning.rules.exchange.comparing import compare
from orgplan.planning.rules.exchange.model import (
    CITY_COLUMNS,
    UNIT_COLUMNS,
    CellChange,
    Column,
    Comparison,
    Fault,
    ReturnedRow,
    RowChange,
    Sent,
    SentRow,
)
from orgplan.planning.rules.exchange.sheet import read_sheet

__all__ = [
    "CITY_COLUMNS",
    "UNIT_COLUMNS",
    "CellChange",
    "Column",
    "Comparison",
    "Fault",
    "ReturnedRow",
    "RowChange",
    "Sent",
    "SentRow",
    "compare",
    "read_sheet",
]
