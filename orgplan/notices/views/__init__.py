"""Pages of the outbox, and of what each user is told."""
