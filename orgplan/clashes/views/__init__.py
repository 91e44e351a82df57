"""Pages of clashes, by noun."""
