"""Saved views: a list with its filter, kept under a name by one person or shared.

Noun: `SavedView`.
"""
