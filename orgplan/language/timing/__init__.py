"""When an event is, read from the words of a plan and written back: the date grammar."""
