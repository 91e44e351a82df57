"""Documents: template + data snapshot + version + file; Word, PDF and the stored result."""
