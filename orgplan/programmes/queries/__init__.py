"""Reads of programmes: what is missing, how ready they are, where and when they happen."""
