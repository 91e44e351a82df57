"""Changes: what a change of an event touches, in every room.

Noun: the list of effects, each with update, notify or leave; the rooms compute it (`events/following`).
"""
