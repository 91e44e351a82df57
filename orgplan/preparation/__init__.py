"""Preparation of events: what has to be done by when, counted back from the day, and what was learnt afterwards.

Nouns: a **step** belongs to an event or to a template; its **anchor** (beginning, end, another step) and offset in
working or calendar days give its day, unless it is **pinned**; the **baseline** is the plan as it was first fixed; a
**lesson** of a past event becomes a line that the next one asks an answer to.
"""
