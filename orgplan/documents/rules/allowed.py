"""What a form may do with a field besides printing it; nothing here makes more text than it gets."""

FILTERS = ("capitalize", "default", "e", "escape", "first", "join", "last", "length", "lower", "title", "trim", "upper")
TESTS = ("defined", "undefined", "none", "true", "false", "odd", "even")
