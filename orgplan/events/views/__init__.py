"""Pages of events: the list, the card and the form, many at once, the basket, taking back."""
