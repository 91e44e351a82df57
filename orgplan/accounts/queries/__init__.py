"""Reads of sign-ins: lists, standing, sessions, locks, grants."""
