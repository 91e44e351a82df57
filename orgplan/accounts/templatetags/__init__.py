"""Tags of the audit room."""
