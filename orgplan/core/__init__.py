"""What every room stands on: the page frame, ui components, form fields, paging. It knows no other room.

Nouns: page (a template in the frame), fragment (its named part for HTMX), component (a tag of `templatetags/ui`),
window (100 rows of a long list), message (what was saved, with its undo).
"""
