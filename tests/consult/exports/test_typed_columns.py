"""Cells get the types of their columns, some thousand rows at once."""

from datetime import UTC, date, datetime

import pytest

from consult.contract.plugin import Column
from consult.exports.typed_columns import AT_ONCE, Type, blocks, told, type_of
from consult.kernel.errors import Invalid

CODE = Column(name="code", label="Code", kind="code", values={"a": "A"}, numbers={"a": 1, "-9": -9})
COLUMNS = [
    CODE,
    Column(name="day", label="Day", kind="date"),
    Column(name="at", label="At", kind="time"),
    Column(name="many", label="Many", kind="number"),
    Column(name="said", label="Said", kind="people"),
]


def test_each_cell_has_the_type_of_its_column() -> None:
    rows = [("a", "2026-11-30", "2026-11-30T12:00Z", 3, "half \ud800 and\0 nothing"), (-9, None, None, None, None)]
    (block,) = blocks(COLUMNS, rows, are_numbered=True)
    at = datetime(2026, 11, 30, 12, tzinfo=UTC)
    cells = [[1, -9], [date(2026, 11, 30), None], [at, None], [3.0, None], ["half ? and nothing", None]]
    assert ([*map(list, block.columns)], block.rows) == (cells, 2)
    assert list(next(blocks(COLUMNS, rows, are_numbered=False)).columns[0]) == ["a", "-9"]
    assert type_of(COLUMNS[-1]) is Type.TEXT


def test_rows_come_in_blocks_and_are_told() -> None:
    done: list[int] = []
    found = told(blocks([CODE], [("a",)] * (AT_ONCE + 1), are_numbered=True), done.append)
    assert [block.rows for block in found] == [AT_ONCE, 1]
    assert done == [AT_ONCE, AT_ONCE + 1]


def test_a_code_without_a_number_is_refused_by_name() -> None:
    with pytest.raises(Invalid, match="“z” in the column “code” has no number"):
        list(blocks([CODE], [("z",)], are_numbered=True))
