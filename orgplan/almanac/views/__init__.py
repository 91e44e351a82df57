"""Pages of the almanac, by noun: days ahead, cycles, dates, jubilees."""
