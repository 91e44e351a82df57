"""Reads over instructions: rules in force, the list of control, one's own, discipline, the ladder."""
