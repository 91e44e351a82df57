"""Forms of resources."""
