"""Jobs: work that is done later, by the worker, once.

Nouns: `Job` (a row to be done, with its unique key and its lease), `Clock` (recurring work and when it last ran).
"""
