"""How small is too small, how numbers are rounded, and when a percentage may stand."""

from dataclasses import dataclass
from math import floor
from typing import Final

from consult.disclosure.permission import FEWEST
from consult.disclosure.rounding import BASE
from consult.kernel.messages import lazy_gettext as _l
from consult.kernel.messages import ngettext
from consult.kernel.numbers import per_cent


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """The limits for a number that is told on its own, beside no table.

    `threshold`: people; a count from 1 to `threshold` - 1 is not told. `rounding`: people; what is told
    is rounded to the nearest multiple. `percentage_base`: people; no percentage on fewer.
    Sources: threshold 5 and rounding to 5 as Ofqual's rounding policy; a smallest base for percentages as HESA
    (22.5, here 25).
    """

    threshold: int
    rounding: int = 5
    percentage_base: int = 25

    def is_small(self, count: int) -> bool:
        """Whether a count of people is one of those that are not shown; zero is not."""
        return 0 < count < self.threshold

    def rounded(self, count: int) -> int:
        """Return a count of people rounded to the nearest multiple of the base, halves up.

        Raises ValueError for a negative count. Source: Ofqual (nearest 5), HESA (halves up).
        """
        if count < 0:
            raise ValueError("A count of people cannot be negative.")
        return (2 * count + self.rounding) // (2 * self.rounding) * self.rounding

    def about(self, count: int, words: "CountWords") -> str:
        """Return a count as the public is told it: about 25 responses, fewer than 5 responses, no responses."""
        if self.is_small(count):
            return words.fewer % {"number": self.threshold}
        return words.about % {"number": f"{self.rounded(count):,}"} if count else str(words.none)

    def percentage(self, count: int, base: int) -> float | None:
        """Return what share of `base` people `count` people are, in per cent; both are numbers as they are shown.

        None when the base is under the smallest one. Source: HESA (no percentage on few people).
        """
        return None if base < self.percentage_base else min(100.0, per_cent(count, base) or 0.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class CountWords:
    """How a count of some things is told in words: too few to be told, about so many, and none."""

    fewer: str
    about: str
    none: str

    def drawn(self, number: int) -> str:
        """Return a count that was rounded by chance to a multiple of 5, and is not 0 in truth, in words."""
        return self.about % {"number": f"{number:,}"} if number else self.fewer % {"number": BASE}


RESPONSES: Final = CountWords(
    fewer=_l("fewer than %(number)s responses"), about=_l("about %(number)s responses"), none=_l("no responses")
)
POINTS: Final = CountWords(
    fewer=_l("fewer than %(number)s points"), about=_l("about %(number)s points"), none=_l("no points")
)
ALONE: Final = CountWords(fewer=_l("Fewer than %(number)s"), about=_l("About %(number)s"), none=_l("None"))
"""In the cell of a table, where the heading says what is counted."""

ORDINARY: Final = Rules(threshold=5)
"""For numbers beside no table: how many took part before an edition is made, and the counts of registers."""


def published_in_words(people: int) -> str:
    """Return in words of how many people published numbers are: exactly, unless they are too few for tables."""
    if people < FEWEST:
        return RESPONSES.fewer % {"number": FEWEST}
    return str(ngettext("%(num)s response", "%(num)s responses", people))


def share_in_steps(per_cent: float) -> int:
    """Return a share rounded down to a step of 5 per cent, so that one person more or less hardly shows; 100 is all."""
    return floor(per_cent / BASE) * BASE
