"""Search over everything and the palette: one index over lemmas, read as the reader may see it.

A *source* is a kind of record that a room above gives: its *text* stands in the index as the lemmas of its words with
*marks* for exact dates and numbers. A *question* is what somebody typed, read word by word; a *command* is a page or an
action found by its name. Answers come in groups, best first.
"""
