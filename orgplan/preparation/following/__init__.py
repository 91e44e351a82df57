"""What preparation answers to other rooms: to changes of events, to clones, to the search."""

from orgplan.preparation.following.changes import StepsFollower, move_steps_along
from orgplan.preparation.following.cloned import LessonsPart, StepsPart

__all__ = ["LessonsPart", "StepsFollower", "StepsPart", "move_steps_along"]
