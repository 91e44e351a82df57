"""Tables of scripts."""

from orgplan.scripts.models.mark import Mark
from orgplan.scripts.models.script import ItemKind, Script, ScriptItem
from orgplan.scripts.models.trace import ScriptPrint, ScriptUndo

__all__ = ["ItemKind", "Mark", "Script", "ScriptItem", "ScriptPrint", "ScriptUndo"]
