"""One message, one translation: rooms that put the same words into different Russian would show each other's."""

import polib

from tools.catalogue import disagreements, read, rooms


def _catalogue(*pairs: tuple[str, str], context: str | None = None) -> polib.POFile:
    catalogue = polib.POFile()
    for msgid, words in pairs:
        catalogue.append(polib.POEntry(msgid=msgid, msgstr=words, msgctxt=context))
    return catalogue


def test_rooms_agree_on_every_message() -> None:
    assert list(disagreements({room: read(room) for room in rooms()})) == []


def test_two_meanings_of_one_message_are_told_with_their_rooms() -> None:
    found = disagreements(
        {
            "events": _catalogue(("Why", "Почему"), ("Day", "День")),
            "planning": _catalogue(("Why", "Причина"), ("Day", "День")),
            "home": _catalogue(("Why", "Причина")),
        }
    )
    assert list(found) == [
        "разные слова: 'Why': events — «Почему»; planning, home — «Причина» (одно слово для всех или другой msgid)"
    ]


def test_a_context_tells_two_meanings_apart() -> None:
    both = {"events": _catalogue(("Why", "Почему")), "home": _catalogue(("Why", "Причина"), context="column")}
    assert list(disagreements(both)) == []


def test_a_message_without_words_yet_is_no_disagreement() -> None:
    assert list(disagreements({"events": _catalogue(("Why", "")), "home": _catalogue(("Why", "Причина"))})) == []
