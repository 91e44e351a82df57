"""Tables of the almanac."""

from orgplan.almanac.models.cycle import CycleException, LaidMeeting, LaidSeries, MeetingCycle
from orgplan.almanac.models.date import LaidDate, MemorialDate
from orgplan.almanac.models.jubilee import Jubilee, JubileeRule
from orgplan.almanac.models.terms import AlmanacTerms

__all__ = [
    "AlmanacTerms",
    "CycleException",
    "Jubilee",
    "JubileeRule",
    "LaidDate",
    "LaidMeeting",
    "LaidSeries",
    "MeetingCycle",
    "MemorialDate",
]
