"""Who knows of times that are not free though no event stands there."""

from __future__ import annotations

from orgplan.availability.queries import closed_times
from orgplan.clashes.queries.obstacles import ObstacleSource, absences_of_people

OBSTACLE_SOURCES: tuple[ObstacleSource, ...] = (absences_of_people, closed_times)
