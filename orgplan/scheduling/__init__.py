"""Proposals for a draft month: which events to move so that nothing clashes, what that costs, what cannot be kept.

Nouns: draft month, aim, proposal, move (a line of a proposal), pin. It offers; people accept line by line.
"""
