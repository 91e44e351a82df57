"""Who knows when the office works, and of times that are not free though no event stands there."""

from __future__ import annotations

from orgplan.availability.queries import closed_times
from orgplan.clashes.queries.norms import OfficeTime
from orgplan.clashes.queries.obstacles import ObstacleSource, absences_of_people
from orgplan.planning.queries.office import office_years

OFFICE_TIME: tuple[OfficeTime, ...] = (office_years,)

OBSTACLE_SOURCES: tuple[ObstacleSource, ...] = (absences_of_people, closed_times)
