"""One line said of an event («ср 15:00 встреча с делегацией, каб. 401, 1 ч, мэр»), cut into the parts of its card.

`reading.read_phrase` is the entrance. `days` and `clocks` take the words of time out of the line, `times` gives them to
the date grammar (`language.timing`), `parts` tells places and people among what is left; the rest is the title.
"""
