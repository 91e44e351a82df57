"""Forms of document sets."""
