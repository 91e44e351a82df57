"""People who sign in: users, their roles, sign-in and sign-out."""
