"""Pure rules of papers: kinds and their fields, the check of a template, what a template may not do."""
