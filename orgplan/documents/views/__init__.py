"""Pages of documents, by noun: templates (the office's own forms) and the register."""
