"""The number of each code in files for statistics: given once, and never another one."""

from collections.abc import Iterable, Mapping
from itertools import count

MOST_DIGITS = 4


def numbers_of(history: Iterable[Iterable[str]]) -> dict[str, int]:
    """Return a number for each code, from the codes of each version of a question, oldest version first.

    What a later version adds changes no earlier number. A code that is a whole number stands for itself unless that
    number is given away; every other code gets the smallest number from 1 on that is free. A missing value, such as
    -9, is what it is.
    """
    found: dict[str, int] = {}
    taken: set[int] = set()
    for codes in history:
        new = [code for code in dict.fromkeys(codes) if code not in found]
        for code in sorted(new, key=_is_number, reverse=True):
            own = int(code) if _is_number(code) and int(code) not in taken else None
            found[code] = next(each for each in count(1) if each not in taken) if own is None else own
            taken.add(found[code])
    return found


def missing_in(numbers: Mapping[str, int]) -> list[int]:
    """Return the numbers that stand for no answer, such as -9."""
    return [number for number in numbers.values() if number < 0]


def _is_number(code: str) -> bool:
    digits = code.removeprefix("-")
    return digits.isascii() and digits.isdecimal() and len(digits) <= MOST_DIGITS and str(int(code)) == code
