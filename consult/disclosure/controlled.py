"""Rounding a table of two dimensions fairly, so that its rows and columns add up to totals that are published already.

Source: L. H. Cox, “A constructive procedure for unbiased controlled rounding”, JASA 82 (1987).
"""

from collections.abc import Sequence
from random import Random
from typing import Final

from consult.disclosure.raking import Matrix, raked
from consult.disclosure.rounding import BASE

CLOSE: Final = 1e-6
Place = tuple[int, int]


def rounded_table(
    cells: Sequence[Sequence[int]], rows: Sequence[int], columns: Sequence[int], rng: Random
) -> list[list[int]]:
    """Return exact cells rounded to multiples of 5 so that they add up to the published totals of rows and columns.

    Raises `ValueError` when the totals are no multiples of 5, or rows and columns have not the same sum.
    """
    if sum(rows) != sum(columns) or any(total % BASE for total in (*rows, *columns)):
        raise ValueError("Totals of rows and columns must be multiples of 5 with the same sum.")
    wanted_rows, wanted_columns = [total // BASE for total in rows], [total // BASE for total in columns]
    fitted, _is_raised = raked([[cell / BASE for cell in row] for row in cells], wanted_rows, wanted_columns)
    return [[round(cell) * BASE for cell in row] for row in _whole(fitted, rng)]


def _whole(fitted: Matrix, rng: Random) -> Matrix:
    """Make every cell whole, by chance and without changing any sum of a row or a column."""
    height, beside = len(fitted), _broken_lines(fitted)
    for row in range(height):
        while beside[row]:
            loop = _loop(beside, row, height)
            if len(loop) > 1:
                _push(fitted, loop, rng)
            for place in loop:
                if len(loop) == 1 or not _is_broken(fitted[place[0]][place[1]]):
                    beside[place[0]].discard(height + place[1])
                    beside[height + place[1]].discard(place[0])
    return fitted


def _broken_lines(fitted: Matrix) -> list[set[int]]:
    """Return for each row, and then for each column, the lines that it shares a cell with that is not whole.

    Rows are told from columns by their numbers, which go on where those of the rows end.
    """
    height = len(fitted)
    beside: list[set[int]] = [set() for _ in range(height + len(fitted[0]))]
    for row, cells in enumerate(fitted):
        for column in (place for place, cell in enumerate(cells) if _is_broken(cell)):
            beside[row].add(height + column)
            beside[height + column].add(row)
    return beside


def _is_broken(cell: float) -> bool:
    return abs(cell - round(cell)) > CLOSE


def _loop(beside: Sequence[set[int]], start: int, height: int) -> list[Place]:
    """Return cells that are not whole, each in one line with the next, by turns in one row and in one column.

    One cell alone, where no other of its line is broken, is whole but for what numbers in a computer leave over.
    """
    cells: list[Place] = []
    line, seen = start, {start: 0}
    before = -1
    while True:
        after = next((other for other in beside[line] if other != before), -1)
        if after < 0:
            return cells[-1:]
        cells.append((line, after - height) if line < height else (after, line - height))
        if after in seen:
            return cells[seen[after] :]
        seen[after] = len(cells)
        line, before = after, line


def _push(fitted: Matrix, loop: Sequence[Place], rng: Random) -> None:
    """Push as much round a loop as makes one cell whole, one way or the other, so that each cell keeps its mean."""
    ups, downs = loop[::2], loop[1::2]
    fractions = {place: fitted[place[0]][place[1]] % 1 for place in loop}
    forward = min(min(1 - fractions[place] for place in ups), min(fractions[place] for place in downs))
    backward = min(min(fractions[place] for place in ups), min(1 - fractions[place] for place in downs))
    step = forward if rng.random() * (forward + backward) < backward else -backward
    for row, column in ups:
        fitted[row][column] += step
    for row, column in downs:
        fitted[row][column] -= step
