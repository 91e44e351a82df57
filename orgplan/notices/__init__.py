"""Notices: what leaves the house for people.

Nouns: `Message` (one letter to one address, with why and when it leaves), the outbox (all of them).
"""
