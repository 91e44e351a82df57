"""Filters of the almanac's templates."""
