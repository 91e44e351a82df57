"""Pure rules of scheduling: a draft month as plain data, prices, the search for a better one, an independent check."""
