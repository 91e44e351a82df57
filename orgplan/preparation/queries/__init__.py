"""Reads of preparation: the plan of an event, my steps, real leads, lessons, similar past events."""
