"""Pure rules of closed times: kinds and states, pasted tables, calendars of other programs, queues for a hall."""
