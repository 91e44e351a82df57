"""Documents: what the office prints. The office's own Word templates in a sandbox, and the register of what was made.

Nouns: `FormKind` (one kind of paper with its fields; rooms above list theirs in `config/forms.py`), `FormTemplate` (one
uploaded version of the office's own Word form), `Document` (template + data snapshot + version + file).
"""
