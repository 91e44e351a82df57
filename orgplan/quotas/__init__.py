"""Quotas: how many people each body sends to an event (разнарядка), what they answered, who came.

Nouns: the quota (so many people for a purpose, by a day), the share of one body in it, the letter that asks.
"""
