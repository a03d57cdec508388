"""Charts drawn by the server: bar charts whose rows are a table."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple


class Line(NamedTuple):
    """What a line of a chart says; `people` is None for a hidden number, and `text` is what is shown then.

    A line that is not an answer `is_beside` the chart: it has a number and no bar. So is an answer where bars are not
    to be compared, which `is_answer` all the same. `fill` is how it is drawn in the bar of a whole scale.
    """

    label: str
    people: int | None
    percent: float | None = None
    text: str = ""
    is_beside: bool = False
    fill: str = ""
    is_answer: bool = False


@dataclass(frozen=True)
class Bar:
    """One row of a chart: the words, the number as it may be shown, and how long its bar is in per cent of the width.

    A hidden number has no bar, and `text` says that it is hidden. An answer that nobody gave `is_empty`.
    """

    label: str
    text: str
    percent: str
    length: float
    has_bar: bool = True
    fill: str = ""
    is_empty: bool = False


def bars(lines: Sequence[Line]) -> list[Bar]:
    """Return the bars of some lines, the longest as wide as the chart."""
    drawn = [line.people for line in lines if line.people and not line.is_beside]
    longest = max(drawn, default=0)
    return [_bar(line, longest) for line in lines]


def _bar(line: Line, longest: int) -> Bar:
    """Return the bar of a line, where the number behind the longest is known."""
    return Bar(
        label=line.label,
        text=line.text if line.people is None else f"{line.people:,}",
        percent="" if line.percent is None else _percent(line.percent),
        length=round(100 * line.people / longest, 2) if line.people and not line.is_beside else 0.0,
        has_bar=line.people is not None and not line.is_beside,
        fill=line.fill,
        is_empty=line.people == 0 and (line.is_answer or not line.is_beside),
    )


def _percent(share: float) -> str:
    """Return a share of exact numbers at one decimal, and one of published numbers whole, as each is kept."""
    return f"{share}%" if isinstance(share, int) else f"{share:.1f}%"
