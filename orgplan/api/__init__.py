"""The interface for programs: the same actions, queries and policy as the pages, as typed JSON over HTTP."""
