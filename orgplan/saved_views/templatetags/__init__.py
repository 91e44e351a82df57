"""Tags of saved views."""
