"""Pages of sign-in, sign-ins and their security."""
