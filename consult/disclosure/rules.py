"""How small is too small, how numbers are rounded, and when a percentage may stand."""

from dataclasses import dataclass
from typing import Final

from consult.kernel.messages import lazy_gettext as _l
from consult.kernel.numbers import per_cent


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """The limits that a published table keeps.

    `threshold`: people; a count from 1 to `threshold` - 1 is not shown. `rounding`: people; what is shown
    is rounded to the nearest multiple. `percentage_base`: people; no percentage on fewer.
    `guards_whole_table`: whether a one-way table in which everybody is in one category hides that category
    (a two-way table always guards its rows and columns). `hides_zero`: whether nobody is shown like a small number.
    Raises ValueError when a limit makes no sense.
    Sources: threshold 10 as UK LLC; threshold 5 and rounding to 5 as Ofqual's rounding policy; a smallest base for
    percentages as HESA (22.5, here 25).
    """

    threshold: int
    rounding: int = 5
    percentage_base: int = 25
    guards_whole_table: bool = False
    hides_zero: bool = False

    def __post_init__(self) -> None:
        if self.threshold < 3:
            raise ValueError("The threshold must be 3 or more: below that, its mark would tell the number.")
        if self.rounding < 1:
            raise ValueError("The rounding base must be 1 or more.")
        if self.rounding > 2 * self.threshold:
            raise ValueError("The rounding base must not be over twice the threshold, or people would become 0.")
        if self.percentage_base < self.threshold:
            raise ValueError("The smallest base of a percentage must not be below the threshold.")

    @property
    def spread(self) -> int:
        """How many values must stay possible for a hidden small count: about half of what its mark says."""
        return max(2, (self.threshold + 1) // 2)

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


RESPONSES: Final = CountWords(
    fewer=_l("fewer than %(number)s responses"), about=_l("about %(number)s responses"), none=_l("no responses")
)
COMMENTS: Final = CountWords(
    fewer=_l("fewer than %(number)s comments"), about=_l("about %(number)s comments"), none=_l("no comments")
)
POINTS: Final = CountWords(
    fewer=_l("fewer than %(number)s points"), about=_l("about %(number)s points"), none=_l("no points")
)
ALONE: Final = CountWords(fewer=_l("Fewer than %(number)s"), about=_l("About %(number)s"), none=_l("None"))
"""In the cell of a table, where the heading says what is counted."""

SENSITIVE: Final = Rules(threshold=10, guards_whole_table=True)
"""For tables of what people said about themselves."""

PLACES: Final = Rules(threshold=10, guards_whole_table=True, hides_zero=True)
"""For tables by ward: from where nobody answered is told no more than from where a few did."""

ORDINARY: Final = Rules(threshold=5)
"""For every other table."""
