"""What the room prints: a folder on A5, the evening archive."""

from orgplan.folders.documents.archive import pack_archive
from orgplan.folders.documents.folder import folder_file_name, folder_pdf

__all__ = ["folder_file_name", "folder_pdf", "pack_archive"]
