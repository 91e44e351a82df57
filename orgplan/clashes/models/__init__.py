"""Tables of clashes, by noun: rules, minutes and roads as people set them, and what was accepted."""

from orgplan.clashes.models.accepted import AcceptedClash
from orgplan.clashes.models.norms import ClashRule, KindTimes, LoadRule, NormsStamp, SearchHours
from orgplan.clashes.models.roads import RoadPair, RoadRule

__all__ = ["AcceptedClash", "ClashRule", "KindTimes", "LoadRule", "NormsStamp", "RoadPair", "RoadRule", "SearchHours"]
