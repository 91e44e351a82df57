"""Reads of messages to programs."""
