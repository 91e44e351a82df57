"""Writes of messages to programs."""
