"""Jobs: work that is done later, by the worker, once.

Nouns: `Job` (a row to be done, with its unique key and its lease), `Clock` (recurring work and the due moment that was
laid in last), `Worker` (a process that does jobs, and when it was seen last).
"""
