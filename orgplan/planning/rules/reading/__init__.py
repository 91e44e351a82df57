"""Reading a unit's paper into rows of a plan: whose column is what, which rows are events, who answers for them.

Nouns: `Paper` comes in (orgplan.tables), `PlanReading` with its `ReadRow`s goes out. Table, week grid and plain lines
are three layouts of the same thing. Nothing here touches files, settings or the clock.
"""
