"""The command line: thin commands over the same rules, queries and actions that the pages use."""
