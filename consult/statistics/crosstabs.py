"""Answers against answers: exact counts of people for officers, who read the answers anyway."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from sqlalchemy.orm import Session

from consult.consultations.models import Activity
from consult.contract.questions import NOT_ANSWERED, NOT_ASKED
from consult.exports.measures import Measures, measures_of
from consult.kernel.errors import Invalid
from consult.kernel.messages import gettext as _
from consult.statistics.association import Association, associate, correct
from consult.statistics.groups import Group, groups_of
from consult.statistics.variables import Variable

Share = Literal["column", "row"]
MOST_TESTS = 200


@dataclass(frozen=True)
class DifferenceTest:
    """A test of a table, or of one option against the others where one person can have several."""

    about: str
    association: Association


@dataclass(frozen=True)
class CrossTable:
    """People by two things; the base of each line is who answered both.

    A person stands in several rows or columns where several options can be chosen, so these may add up to more than
    the base. `left_out` says how many are in no cell, by why. `measures` sums up the numbers
    in rows for each column, and for everybody under no code.
    """

    rows: Variable
    columns: Variable
    counts: Mapping[tuple[str, str], int]
    row_bases: Mapping[str, int]
    column_bases: Mapping[str, int]
    people: int
    left_out: Mapping[str, int]
    measures: Mapping[str, Measures] = field(default_factory=dict)
    tests: Sequence[DifferenceTest] = ()

    def count(self, row: str, column: str) -> int:
        """How many people are in a cell."""
        return self.counts.get((row, column), 0)

    def per_cent(self, row: str, column: str, share: Share) -> int | None:
        """How many of a hundred people in the column, or in the row, are in the cell; none where nobody is."""
        base = self.column_bases.get(column, 0) if share == "column" else self.row_bases.get(row, 0)
        return round(100 * self.count(row, column) / base) if base else None


def cross_tables(session: Session, activity: Activity, rows: Variable, columns: Sequence[Variable]) -> list[CrossTable]:
    """Return one variable against each of others, with tests that are corrected for how many there are.

    Raises Invalid where so many tests would be made that none could say anything.
    """
    made = [_cross(session, activity, rows, other) for other in columns]
    found = [test for _table, tests in made for test in tests]
    if len(found) > MOST_TESTS:
        raise Invalid(
            _(
                "That would be %(tests)s tests. Choose fewer questions: at most %(most)s tests can be read together.",
                tests=len(found),
                most=MOST_TESTS,
            )
        )
    corrected = iter(correct([test.association for test in found]))
    return [
        CrossTable(**{**vars(table), "tests": [DifferenceTest(test.about, next(corrected)) for test in tests]})
        for table, tests in made
    ]


def _cross(
    session: Session, activity: Activity, rows: Variable, columns: Variable
) -> tuple[CrossTable, list[DifferenceTest]]:
    counts: dict[tuple[str, str], int] = {}
    row_bases: dict[str, int] = {}
    column_bases: dict[str, int] = {}
    left_out: dict[str, int] = {}
    kept: list[Group] = []
    for group in groups_of(session, activity, [rows, columns]):
        here, there = (_known(codes, of) for codes, of in zip(group.codes, (rows, columns), strict=True))
        if not here or not there:
            reason = _why(group, rows, columns)
            left_out[reason] = left_out.get(reason, 0) + group.people
            continue
        kept.append(Group((here, there), group.values, group.people))
        for row in here:
            row_bases[row] = row_bases.get(row, 0) + group.people
        for column in there:
            column_bases[column] = column_bases.get(column, 0) + group.people
        for row in here:
            for column in there:
                counts[row, column] = counts.get((row, column), 0) + group.people
    people = sum(group.people for group in kept)
    table = CrossTable(rows, columns, counts, row_bases, column_bases, people, left_out, _measures(kept))
    return table, _tests(table, kept)


def _measures(groups: Sequence[Group]) -> dict[str, Measures]:
    given: dict[str, dict[float, int]] = {}
    for group in groups:
        value, columns = group.values[0], group.codes[1]
        if value is None:
            continue
        for column in ("", *columns):
            counted = given.setdefault(column, {})
            counted[value] = counted.get(value, 0) + group.people
    measured = {column: measures_of(counts) for column, counts in given.items()}
    return {column: found for column, found in measured.items() if found is not None}


def _known(codes: Sequence[str], variable: Variable) -> list[str]:
    return [code for code in codes if code in variable.codes]


def _why(group: Group, rows: Variable, columns: Variable) -> str:
    of_rows, of_columns = group.codes
    codes = [code for code in of_rows if code not in rows.codes]
    codes += [code for code in of_columns if code not in columns.codes]
    if str(NOT_ASKED) in codes:
        return str(NOT_ASKED)
    return str(NOT_ANSWERED) if str(NOT_ANSWERED) in codes or not codes else "refused"


def _sides(variable: Variable) -> list[tuple[str, list[set[str]]]]:
    """Return the ways to divide people by a variable so that each is on one side: options apart where several stand."""
    if not variable.is_multiple:
        return [("", [{code} for code in variable.codes])]
    return [(label, [{code}, set()]) for code, label in variable.codes.items()]


def _tests(table: CrossTable, groups: Sequence[Group]) -> list[DifferenceTest]:
    tests: list[DifferenceTest] = []
    for row_label, row_sides in _sides(table.rows):
        for column_label, column_sides in _sides(table.columns):
            counts = [[0] * len(column_sides) for _side in row_sides]
            for group in groups:
                of_rows, of_columns = group.codes
                counts[_side_of(of_rows, row_sides)][_side_of(of_columns, column_sides)] += group.people
            if (found := associate(counts)) is not None:
                tests.append(DifferenceTest(" / ".join(filter(None, (row_label, column_label))), found))
    return tests


def _side_of(codes: Sequence[str], sides: Sequence[set[str]]) -> int:
    return next((place for place, side in enumerate(sides) if side & set(codes)), len(sides) - 1)
