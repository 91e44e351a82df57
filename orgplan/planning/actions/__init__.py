"""Every write of planning, by noun: submissions (a unit's paper), lines (decisions), plans (sections, approval)."""
