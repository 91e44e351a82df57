"""What instructions print and send out: the report on discipline, the file for the document system."""

from orgplan.instructions.documents.discipline import KIND, discipline_data, discipline_paper, discipline_subject

__all__ = ["KIND", "discipline_data", "discipline_paper", "discipline_subject"]
