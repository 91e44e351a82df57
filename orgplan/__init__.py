"""Оргплан: the working place of a city's organisational department. One folder per domain; see docs/architecture.md."""
