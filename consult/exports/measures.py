"""What is told of numbers beside how many there are: mean, median, quartiles, and bands that do not follow the data."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from consult.kernel.messages import gettext as _
from consult.kernel.messages import lazy_gettext as _l

MAX_BANDS: Final = 10
QUARTILES: Final = _l(
    "Half of the numbers are the median or less; a quarter are the lower quartile or less, three quarters the upper "
    "quartile or less. Between two numbers, the value in proportion is taken."
)
_STEPS = (1, 2, 5)


@dataclass(frozen=True)
class Measures:
    """What sums up the numbers that people gave."""

    count: int
    mean: float
    minimum: float
    lower_quartile: float
    median: float
    upper_quartile: float
    maximum: float


@dataclass(frozen=True)
class Band:
    """Numbers from `least` up to `most`, which itself belongs to the band only where it `is_last`."""

    minimum: float
    maximum: float
    is_last: bool = False
    is_whole: bool = False

    @property
    def code(self) -> str:
        """The band's name in tables and files."""
        return f"{_short(self.minimum)}_to_{_short(self.maximum)}"

    @property
    def label(self) -> str:
        """The band in words."""
        if self.minimum == -math.inf:
            return _("Under %(spoken)s", spoken=_spoken(self.maximum))
        if self.maximum == math.inf:
            return _("%(spoken)s or more", spoken=_spoken(self.minimum))
        last = self.maximum - 1 if self.is_whole else self.maximum
        if self.minimum == last:
            return _spoken(self.minimum)
        return _(
            "%(spoken)s to %(spoken_2)s",
            spoken=_spoken(self.minimum),
            spoken_2=_spoken(last) if self.is_last or self.is_whole else f"under {_spoken(last)}",
        )

    def holds(self, number: float) -> bool:
        """Whether a number is in the band."""
        return self.minimum <= number < self.maximum or (self.is_last and number == self.maximum)


def measures_of(counts: Mapping[float, int]) -> Measures | None:
    """Return the measures of numbers with how often each was given, none of no number.

    Quartiles lie at (n - 1) × 1/4, 1/2 and 3/4 of the way through the sorted numbers, as in a spreadsheet's
    QUARTILE.INC. Source: Hyndman and Fan (1996), definition 7.
    """
    numbers = sorted((number, many) for number, many in counts.items() if many > 0)
    count = sum(many for _ignored, many in numbers)
    if not count:
        return None
    return Measures(
        count=count,
        mean=math.fsum(number * many for number, many in numbers) / count,
        minimum=numbers[0][0],
        lower_quartile=_at(numbers, (count - 1) / 4),
        median=_at(numbers, (count - 1) / 2),
        upper_quartile=_at(numbers, (count - 1) * 3 / 4),
        maximum=numbers[-1][0],
    )


def median_line(lines: Sequence[tuple[str, int | None]]) -> str | None:
    """Return the label of the line in which the median is, by the numbers that are shown; none where one is hidden."""
    shown = [(label, people) for label, people in lines if people is not None]
    half = sum(people for _ignored, people in shown) / 2
    if len(shown) < len(lines) or not half:
        return None
    passed = 0
    for label, people in shown:
        passed += people
        if passed >= half:
            return label if passed > half else None
    return None


def _at(numbers: Sequence[tuple[float, int]], place: float) -> float:
    below, rest = math.floor(place), place - math.floor(place)
    lower, upper = _nth(numbers, below), _nth(numbers, math.ceil(place))
    return lower + rest * (upper - lower)


def _nth(numbers: Sequence[tuple[float, int]], place: int) -> float:
    passed = 0
    for number, many in numbers:
        passed += many
        if place < passed:
            return number
    return numbers[-1][0]


def _growing_edges(low: float, high: float) -> list[float]:
    within = (0.0, 1.0, *(10.0**power for power in range(1, 7)))
    return [low, *(edge for edge in within if low < edge < high), high]


def bands_between(minimum: float | None, maximum: float | None, *, is_whole: bool = False) -> tuple[Band, ...]:
    """Return the bands for a question with these limits; they are the same whatever people answer.

    With both limits, the bands are equally wide, ten at most. Otherwise each is ten times as wide as the one before.
    """
    low = -math.inf if minimum is None else float(minimum)
    high = math.inf if maximum is None else float(maximum) + (1 if is_whole else 0)
    if low == high:
        return (Band(low, high, is_last=True),)
    edges = _equal_edges(low, high, is_whole=is_whole) if math.isfinite(high - low) else _growing_edges(low, high)
    ends_last = math.isfinite(high) and not is_whole
    return tuple(
        Band(below, above, is_last=ends_last and above == high, is_whole=is_whole) for below, above in pairwise(edges)
    )


def _equal_edges(low: float, high: float, *, is_whole: bool) -> list[float]:
    power = 10.0 ** math.floor(math.log10((high - low) / MAX_BANDS))
    widths = (step * power * ten for ten in (1, 10) for step in _STEPS)
    wide_enough = (width for width in widths if not is_whole or width >= 1)
    width = next(
        number for number in wide_enough if math.ceil((high - _floor(low, number)) / number - 1e-9) <= MAX_BANDS
    )
    edges = [low]
    while edges[-1] < high:
        edges.append(min(high, round(_floor(edges[-1], width) + width, 10)))
    return edges


def _floor(number: float, width: float) -> float:
    return math.floor(number / width + 1e-9) * width


def _short(number: float) -> str:
    return {math.inf: "more", -math.inf: "less"}.get(number, f"{number:.12g}".replace("-", "minus"))


def _spoken(number: float) -> str:
    return f"{number:,.0f}" if number == int(number) else f"{number:,.12g}"
