"""Who knows when the office works, of times that are not free, of meetings by rule that are no events yet."""

from __future__ import annotations

from orgplan.almanac.queries import meetings_keep
from orgplan.availability.queries import closed_times
from orgplan.clashes.queries.norms import OfficeTime
from orgplan.clashes.queries.obstacles import ObstacleSource, absences_of_people
from orgplan.clashes.queries.outside import OccupationSource
from orgplan.planning.queries.office import office_years

OFFICE_TIME: tuple[OfficeTime, ...] = (office_years,)

OBSTACLE_SOURCES: tuple[ObstacleSource, ...] = (absences_of_people, closed_times)

OCCUPATION_SOURCES: tuple[OccupationSource, ...] = (meetings_keep,)
