"""Clashes of a person's or a hall's time, the road between places included.

Nouns: `Clash` (накладка), `ClashRule`, `RoadRule`, `RoadPair`, `KindTimes`, `AcceptedClash`.
"""
