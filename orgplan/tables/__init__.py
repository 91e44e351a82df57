"""Reading files into paragraphs and tables of cells, pure and safe: what a unit sends, before anyone interprets it.

Nouns: `Paper` (one file read), `Paragraph`, `Table`, `Cell`; `UnreadableFile` is one Russian sentence.
"""

from orgplan.tables.model import Cell, Paper, Paragraph, Table, UnreadableFile
from orgplan.tables.reading import read_bytes, read_clipboard, read_file

__all__ = ["Cell", "Paper", "Paragraph", "Table", "UnreadableFile", "read_bytes", "read_clipboard", "read_file"]
