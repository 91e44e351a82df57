"""Tags of the directory's pages."""
