"""Pure rules of scripts: running times, delays on the day, marks of several people, lines pasted from a table."""
