"""Pure rules of the calendar: which days a view shows, what stands on a day, where it is drawn. Times are minutes."""
