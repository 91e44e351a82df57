"""Pages of document sets: the set of an event, its papers and duties, the lists that people keep."""
