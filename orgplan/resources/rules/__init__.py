"""Pure rules of resources: states of needs, what is there and what is short by day."""
