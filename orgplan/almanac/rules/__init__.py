"""Pure rules of the almanac: meetings that come back, memorial dates, jubilees."""
