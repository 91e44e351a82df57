"""Measured accuracy and speed, one table: `python -m benchmarks` (see README.md in this folder)."""
