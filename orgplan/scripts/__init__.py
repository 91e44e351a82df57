"""Scripts: what happens minute by minute at an event, who does it where and at which cue, and how it really went.

Nouns: a **script** belongs to an event or to a template; its **items** have a kind, a length, a cue and perhaps a
**hold point** («не раньше 12:00», «ровно в 12:00»); a **mark** is one press of a button on the day; the **principal
block** is what concerns one leader.
"""
