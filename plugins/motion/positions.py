"""Places in an order, as texts between which there is always room for one more."""

from typing import Final

DIGITS: Final = "0123456789abcdefghijklmnopqrstuvwxyz"
_BASE: Final = len(DIGITS)


def between(before: str, after: str) -> str:
    """Return a position after `before` and before `after`; an empty text means the very start or the very end.

    Positions are fractions in base 36 written without the leading point and never end in 0, so that byte order is
    their order and there is always a text between two of them. Raises `ValueError` unless `before < after`.
    """
    if after and before >= after:
        raise ValueError(f"There is no position between {before!r} and {after!r}.")
    shared = ""
    place = 0
    while True:
        low = _digit(before, place, 0)
        high = _digit(after, place, _BASE) if after else _BASE
        if high - low > 1:
            return shared + DIGITS[(low + high) // 2]
        shared += DIGITS[low]
        if high != low:
            after = ""
        place += 1


def evenly(count: int) -> list[str]:
    """Return positions for a list of this length, in order."""
    positions: list[str] = []
    for _ in range(count):
        positions.append(between(positions[-1] if positions else "", ""))
    return positions


def _digit(text: str, place: int, otherwise: int) -> int:
    return DIGITS.index(text[place]) if place < len(text) else otherwise
