"""Reads of planning for pages and documents: plans and their rows, consolidation."""
