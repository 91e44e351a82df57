"""Tables of the almanac."""

from orgplan.almanac.models.cycle import CycleException, LaidMeeting, LaidSeries, MeetingCycle
from orgplan.almanac.models.date import LaidDate, MemorialDate
from orgplan.almanac.models.jubilee import Jubilee, JubileeRule, LaidJubilee
from orgplan.almanac.models.parted import PartedMeeting
from orgplan.almanac.models.place import LaidPlace
from orgplan.almanac.models.step import CycleStep
from orgplan.almanac.models.terms import AlmanacTerms

__all__ = [
    "AlmanacTerms",
    "CycleException",
    "CycleStep",
    "Jubilee",
    "JubileeRule",
    "LaidDate",
    "LaidJubilee",
    "LaidMeeting",
    "LaidPlace",
    "LaidSeries",
    "MeetingCycle",
    "MemorialDate",
    "PartedMeeting",
]
