"""Fitting a table of counts to the totals that are published of its rows and columns."""

from collections.abc import Sequence
from typing import Final

Matrix = list[list[float]]
ROUNDS: Final = 40
CLOSE: Final = 0.01
NOTHING: Final = 1e-9
ADDED: Final = 0.02


def raked(cells: Sequence[Sequence[float]], rows: Sequence[int], columns: Sequence[int]) -> tuple[Matrix, bool]:
    """Return the cells fitted to the totals of rows and columns, and whether a cell of 0 had to give way.

    Cells of 0 stay 0 unless the totals cannot be reached so; then a little is added to every cell first.
    """
    fitted = _scaled([[float(cell) for cell in row] for row in cells], rows, columns)
    if _settled(fitted, cells, rows, columns):
        return fitted, False
    raised = [[cell + ADDED for cell in row] for row in cells]
    fitted = _scaled(raised, rows, columns)
    _settled(fitted, raised, rows, columns)
    return fitted, True


def _scaled(fitted: Matrix, rows: Sequence[int], columns: Sequence[int]) -> Matrix:
    """Scale rows and columns in turn until both fit nearly. Source: Deming and Stephan (1940)."""
    for _ in range(ROUNDS):
        fitted = [_to(row, wanted) for row, wanted in zip(fitted, rows, strict=True)]
        turned = [list(column) for column in zip(*fitted, strict=True)]
        if all(abs(sum(column) - wanted) < CLOSE for column, wanted in zip(turned, columns, strict=True)):
            break
        turned = [_to(column, wanted) for column, wanted in zip(turned, columns, strict=True)]
        fitted = [list(row) for row in zip(*turned, strict=True)]
    return fitted


def _to(line: list[float], wanted: int) -> list[float]:
    found = sum(line)
    return [cell * wanted / found for cell in line] if found else line


def _settled(fitted: Matrix, seed: Sequence[Sequence[float]], rows: Sequence[int], columns: Sequence[int]) -> bool:
    """Move what scaling left over, along cells that are not 0, until all totals fit; tell whether they can."""
    missing_rows = [wanted - sum(row) for row, wanted in zip(fitted, rows, strict=True)]
    missing_columns = [wanted - sum(column) for column, wanted in zip(zip(*fitted, strict=True), columns, strict=True)]
    # First into the rows, into any column that may take it: then only columns differ, and as much over as under.
    for place, missing in enumerate(missing_rows):
        if abs(missing) > NOTHING and not _filled(fitted[place], seed[place], missing, missing_columns):
            return False
    while True:
        over = max(range(len(columns)), key=lambda place: -missing_columns[place])
        if -missing_columns[over] <= NOTHING:
            return True
        path = _path(fitted, seed, missing_columns, over)
        if path is None:
            return False
        _move(fitted, missing_columns, path)


def _filled(row: list[float], seed: Sequence[float], missing: float, missing_columns: list[float]) -> bool:
    """Put what a row misses into its fullest column, or take it from there; tell whether that could be done."""
    while abs(missing) > NOTHING:
        place = max(range(len(row)), key=lambda column: (seed[column] > 0, row[column], missing_columns[column]))
        step = missing if missing > 0 else -min(row[place], -missing)
        if not seed[place] or not step:
            return False
        row[place] += step
        missing_columns[place] -= step
        missing -= step
    return True


Path = list[tuple[int, int, int]]


def _path(fitted: Matrix, seed: Sequence[Sequence[float]], missing: Sequence[float], over: int) -> Path | None:
    """Return how something can go from a column with too much to one with too little: (row, from, to) in turn."""
    came: dict[int, tuple[int, int]] = {over: (-1, -1)}
    waiting = [over]
    for column in waiting:
        if missing[column] > NOTHING:
            path: Path = []
            while column != over:
                row, before = came[column]
                path.append((row, before, column))
                column = before
            return path
        for number, row_cells in enumerate(fitted):
            if row_cells[column] > NOTHING:
                for other, possible in enumerate(seed[number]):
                    if possible and other not in came:
                        came[other] = (number, column)
                        waiting.append(other)
    return None


def _move(fitted: Matrix, missing: list[float], path: Path) -> None:
    step = min(min(fitted[row][before] for row, before, _after in path), -missing[path[-1][1]], missing[path[0][2]])
    for row, before, after in path:
        fitted[row][before] -= step
        fitted[row][after] += step
    missing[path[-1][1]] += step
    missing[path[0][2]] -= step
