"""Tables of the almanac."""

from orgplan.almanac.models.cycle import CycleException, LaidMeeting, LaidSeries, MeetingCycle
from orgplan.almanac.models.date import LaidDate, MemorialDate
from orgplan.almanac.models.jubilee import Jubilee, JubileeRule

__all__ = [
    "CycleException",
    "Jubilee",
    "JubileeRule",
    "LaidDate",
    "LaidMeeting",
    "LaidSeries",
    "MeetingCycle",
    "MemorialDate",
]
