"""The examples that every command's `--help` ends with."""


def examples(*lines: str) -> str:
    """An epilog for a click command: «Пример:» and the lines as they are typed, without «orgplan».

    The control character keeps click from joining the lines into a paragraph; in a raw docstring it would be printed.
    """
    return "\n".join(["\b", "Пример:", *(f"  orgplan {line}" for line in lines)])
