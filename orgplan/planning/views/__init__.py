"""Pages of planning, by noun: plans, submissions, consolidation."""
