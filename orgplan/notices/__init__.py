"""Notices: what leaves the house for people.

Nouns: `Message` (one letter to one address, with why and when it leaves), the outbox (all of them), `OutboxRules`
(quiet hours, signature, what to do with a letter whose sending broke off).
"""
