"""The interface for programs: the same actions, queries and policy as the pages, as typed JSON over HTTP.

Nouns: `Access` (a user through a token, with its scopes), `Problem` (an error as RFC 9457 words it), `Answer` (what was
answered to an idempotency key).
"""
