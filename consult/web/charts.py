"""Bar charts as tables: each row has its label, its bar and its number, so that the picture and its table are one."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Bar:
    """One row of a chart: the words, the number as it may be shown, and how long its bar is in per cent of the width.

    A hidden number has no bar, and `text` says that it is hidden.
    """

    label: str
    text: str
    percent: str
    length: float


def bars(lines: Sequence[tuple[str, int | None, float | None, str]]) -> list[Bar]:
    """Return the bars of (label, people, per cent, text) lines, the longest as wide as the chart.

    `people` is `None` for a hidden number; `text` is what is shown then.
    """
    longest = max((people for _, people, _, _ in lines if people), default=0)
    return [
        Bar(
            label=label,
            text=f"{people:,}" if people is not None else text,
            percent="" if percent is None else f"{percent:.1f}%",
            length=round(100 * people / longest, 2) if people and longest else 0.0,
        )
        for label, people, percent, text in lines
    ]


def exact_lines(
    labels: Sequence[str], counts: Sequence[int], base: int | None = None
) -> list[tuple[str, int | None, float | None, str]]:
    """Return the lines of a chart of exact counts, with their share of `base` people (of all counts if not given)."""
    whole = sum(counts) if base is None else base
    return [
        (label, count, 100 * count / whole if whole else None, "") for label, count in zip(labels, counts, strict=True)
    ]
