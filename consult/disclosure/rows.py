"""Rows of single people as they may be published: no combination of answers that only a few gave."""

from collections.abc import Iterable, Sequence
from typing import Final

from consult.disclosure.rules import Rules

HIDDEN: Final = "suppressed"
Row = tuple[object, ...]


def without_rare(rows: Iterable[Sequence[object]], rules: Rules) -> list[Row]:
    """Return the rows sorted, with answers hidden until each row is there at least `rules.threshold` times.

    From the first column to the last, people with the same shown cells are parted by their next answer. Answers of
    fewer people than the threshold are hidden together, with further ones until enough people of at least two
    answers are hidden, so that what is missing tells no small number either. The order of arrival is lost. Fewer
    rows than the threshold give none. Source: k-anonymity by local suppression, Samarati and Sweeney (1998).
    """
    cells = [list(row) for row in rows]
    if len(cells) < rules.threshold:
        return []
    groups = [cells]
    for column in range(len(cells[0])):
        groups = [part for group in groups for part in _parted(group, column, rules.threshold)]
    return sorted((tuple(row) for row in cells), key=lambda row: tuple(map(str, row)))


def _parted(group: list[list[object]], column: int, threshold: int) -> list[list[list[object]]]:
    """Part people by one answer, after hiding it where too few gave it."""
    by_answer: dict[object, list[list[object]]] = {}
    for row in group:
        by_answer.setdefault(row[column], []).append(row)
    parts = sorted(by_answer.values(), key=len)
    if len(parts[0]) >= threshold:
        return parts
    hidden: list[list[object]] = []
    for taken, part in enumerate(parts):
        if len(part) >= threshold and taken > 1 and len(hidden) >= threshold:
            break
        hidden += part
    else:
        taken = len(parts)
    for row in hidden:
        row[column] = HIDDEN
    return [hidden, *parts[taken:]]
