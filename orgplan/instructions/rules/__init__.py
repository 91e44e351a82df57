"""Pure rules of instructions: states, terms, what became of them by the period, who is warned when."""
