"""A total spread over bodies in proportion to their weights, by the largest remainders (Hamilton's method)."""

from __future__ import annotations

from collections.abc import Sequence


class PinnedTooManyError(ValueError):
    """What is pinned by hand is more than there is to spread; `pinned` is its sum."""

    def __init__(self, pinned: int, total: int) -> None:
        super().__init__(f"{pinned} pinned of {total}")
        self.pinned, self.total = pinned, total


def spread(total: int, weights: Sequence[int], pins: Sequence[int | None]) -> list[int]:
    """Return how many each body sends: pinned ones as pinned, the rest of the total by weights.

    The shares sum exactly to the total unless every body is pinned. Of two bodies that are not pinned the heavier one
    never sends fewer. A body without weight sends nobody, unless none of them has any: then they share alike. Equal
    remainders go to the heavier body, then to the one named first. PinnedTooManyError where the pins exceed the total.
    """
    pinned = sum(pin for pin in pins if pin is not None)
    if pinned > total:
        raise PinnedTooManyError(pinned, total)
    free = [at for at, pin in enumerate(pins) if pin is None]
    shares = [pin or 0 for pin in pins]
    for at, share in zip(free, _by_weight(total - pinned, [weights[at] for at in free]), strict=True):
        shares[at] = share
    return shares


def _by_weight(total: int, weights: Sequence[int]) -> list[int]:
    if not weights:
        return []
    counted = weights if any(weights) else [1] * len(weights)
    whole = sum(counted)
    shares = [total * weight // whole for weight in counted]
    left = total - sum(shares)
    order = sorted(range(len(counted)), key=lambda at: (-(total * counted[at] % whole), -counted[at], at))
    for at in order[:left]:
        shares[at] += 1
    return shares
