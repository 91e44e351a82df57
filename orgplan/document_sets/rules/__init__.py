"""Pure rules of document sets: states, sizes, days by which papers are due, the law that holds on a day."""
