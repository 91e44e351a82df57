"""Instructions (поручения) and their control: one kind of object whatever it came from.

Nouns: `Instruction` (what is to be done, by whom, by when, on whose word), `CoPerformer`, `Extension` (a term asked for
and decided on), `Report`, `ControlLevel`, `TermRule`, `EscalationStep`. The source is kept as words and an address.
"""
