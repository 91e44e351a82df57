"""Tables of minutes: the minutes and their points."""

from orgplan.minutes.models.minutes import LinePerformer, Minutes, MinutesLine, MinutesQuerySet

__all__ = ["LinePerformer", "Minutes", "MinutesLine", "MinutesQuerySet"]
