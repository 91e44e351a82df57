"""Reading files into paragraphs and tables of cells, pure and safe: what a unit sends, before anyone interprets it.

Nouns: `Paper` (one file read), `Paragraph`, `Table`, `Cell`; `UnreadableFile` is one Russian sentence.
"""
