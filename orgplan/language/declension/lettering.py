"""How the letters of a declined word follow the word as it was written: capitals, and ё."""


def like(written: str, declined: str) -> str:
    """Give `declined` the capitals and the ё of `written`.

    The stem, as far as both agree, keeps the capitals of `written`; ё stays where both have it («Пётр» → «Петра»).
    The ending is in capitals behind a word in capitals, small otherwise, and is printed without ё, as office papers
    do («секретарем»).
    """
    small = declined.lower()
    length = _agreeing(written.lower(), small)
    stem = "".join(
        ("Е" if old == "Ё" else "е") if old in "ёЁ" and new == "е" else old
        for old, new in zip(written[:length], small[:length], strict=True)
    )
    ending = small[length:].replace("ё", "е")
    return stem + (ending.upper() if is_capitals(written) else ending)


def is_capitals(word: str) -> bool:
    """Tell whether a word is written in capitals throughout; one letter alone is only a capitalised word."""
    return len(word) > 1 and word.isupper()


def _agreeing(left: str, right: str) -> int:
    """Return the length of the common beginning, е and ё being one letter."""
    count = 0
    for one, other in zip(left.replace("ё", "е"), right.replace("ё", "е"), strict=False):
        if one != other:
            break
        count += 1
    return count
