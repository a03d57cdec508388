"""Charts drawn by the server: bar charts whose rows are a table, and stacked bars with a table beside them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

Line = tuple[str, int | None, float | None, str]
"""What a line of a chart says: label, people or None when hidden, per cent or None, text shown when hidden."""

PATTERNS: Final = 6
"""How many fillings tell the parts of a stacked bar apart; after that they begin again."""


@dataclass(frozen=True)
class Bar:
    """One row of a chart: the words, the number as it may be shown, and how long its bar is in per cent of the width.

    A hidden number has no bar, and `text` says that it is hidden.
    """

    label: str
    text: str
    percent: str
    length: float
    is_hidden: bool = False


@dataclass(frozen=True)
class Part:
    """One part of a stacked bar: where it starts and how long it is, both in per cent of the width, and its filling.

    A hidden number has no length, and `text` says that it is hidden.
    """

    label: str
    text: str
    percent: str
    start: float
    length: float
    pattern: int


@dataclass(frozen=True)
class StackedBar:
    """A bar of parts that make up a whole, with one sentence that says in words what it shows."""

    caption: str
    description: str
    parts: tuple[Part, ...]


def bars(lines: Sequence[Line]) -> list[Bar]:
    """Return the bars of (label, people, per cent, text) lines, the longest as wide as the chart.

    `people` is `None` for a hidden number; `text` is what is shown then.
    """
    longest = max((people for _, people, _, _ in lines if people), default=0)
    return [
        Bar(
            label=label,
            text=_shown(people, text),
            percent=_per_cent(percent),
            length=round(100 * people / longest, 2) if people and longest else 0.0,
            is_hidden=people is None,
        )
        for label, people, percent, text in lines
    ]


def stacked_bar(caption: str, lines: Sequence[Line]) -> StackedBar:
    """Return one bar of the shown numbers of the lines, in their order; together they fill the width.

    Hidden numbers take no room in the bar, so that its lengths say no more than the numbers do.
    """
    whole = sum(people for _, people, _, _ in lines if people)
    parts = []
    before = 0
    for place, (label, people, percent, text) in enumerate(lines):
        start, end = (round(100 * sum_ / whole, 2) if whole else 0.0 for sum_ in (before, before + (people or 0)))
        part = Part(label, _shown(people, text), _per_cent(percent), start, round(end - start, 2), place % PATTERNS)
        parts.append(part)
        before += people or 0
    said = [f"{part.label}: {part.text}{f' ({part.percent})' if part.percent else ''}" for part in parts]
    return StackedBar(caption, "; ".join(said), tuple(parts))


def exact_lines(labels: Sequence[str], counts: Sequence[int], base: int | None = None) -> list[Line]:
    """Return the lines of a chart of exact counts, with their share of `base` people (of all counts if not given)."""
    whole = sum(counts) if base is None else base
    return [
        (label, count, 100 * count / whole if whole else None, "") for label, count in zip(labels, counts, strict=True)
    ]


def _shown(people: int | None, text: str) -> str:
    return text if people is None else f"{people:,}"


def _per_cent(percent: float | None) -> str:
    return "" if percent is None else f"{percent:.1f}%"
