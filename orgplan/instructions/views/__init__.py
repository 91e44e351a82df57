"""Pages of instructions: the list of control, the card with the work on it, rules, discipline, exchange."""
