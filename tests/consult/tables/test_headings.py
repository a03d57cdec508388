"""Rows become a table: the heading is found, columns get names that differ, and rows fit them."""

import pytest

from consult.kernel.errors import Invalid
from consult.tables.headings import guess_heading, guess_heading_rows, table_from
from consult.tables.values import Found, Layout, RawRow, Table

AS_FOUND = Layout()


def raw(*lines: str) -> list[RawRow]:
    """Return rows of cells that commas separate."""
    return [RawRow(number, line.split(",") if line else []) for number, line in enumerate(lines, 1)]


def table(*lines: str, layout: Layout = AS_FOUND, separator: str | None = ",") -> Table:
    """Return the table in such rows."""
    return table_from(Found(rows=raw(*lines), layout=Layout(separator=separator)), layout)


def cells(found: Table) -> list[list[str]]:
    """Return the cells of a table."""
    return [list(row.cells) for row in found.rows]


@pytest.mark.parametrize(
    ("lines", "heading"),
    [
        (("id,view", "1,Agree"), 1),
        (("Results of the spring,,", "", "id,view,why", "1,Agree,x"), 3),
        (("", "view", "Agree"), 2),
        (("Title", "Made on 3 May", "a,b,c,d", "1,2,3,4"), 3),
    ],
)
def test_the_heading_is_the_first_row_as_wide_as_those_below(lines: tuple[str, ...], heading: int) -> None:
    assert guess_heading(raw(*lines)) == heading


@pytest.mark.parametrize(
    ("lines", "rows"),
    [
        (("id,Travel,,", ",Walk,Bus,Car", "1,1,0,0"), 2),
        (("id,Travel,Why", "1,Walk,x"), 1),
        (("id,Travel,,", "1,1,0,0"), 1),
        (("id",), 1),
    ],
)
def test_two_rows_name_the_columns_where_the_first_names_groups(lines: tuple[str, ...], rows: int) -> None:
    assert guess_heading_rows(raw(*lines), 1) == rows


def test_two_heading_rows_become_one_name() -> None:
    found = table("id,Travel,,Why", ",Walk,Bus,", "1,1,0,x")
    assert found.columns == ("id", "Travel: Walk", "Travel: Bus", "Why")
    assert (found.layout.heading, found.layout.heading_rows, cells(found)) == (1, 2, [["1", "1", "0", "x"]])


@pytest.mark.parametrize(
    ("layout", "columns", "first"),
    [
        (Layout(heading=1, heading_rows=1), ("a", "b"), ["c", "d"]),
        (Layout(heading=2, heading_rows=1), ("c", "d"), ["1", "2"]),
        (Layout(heading=1, heading_rows=2), ("a: c", "b: d"), ["1", "2"]),
        (Layout(heading=0), ("Column 1", "Column 2"), ["a", "b"]),
    ],
)
def test_the_heading_can_be_chosen(layout: Layout, columns: tuple[str, ...], first: list[str]) -> None:
    found = table("a,b", "c,d", "1,2", layout=layout)
    assert (found.columns, cells(found)[0]) == (columns, first)


def test_names_that_are_missing_or_come_again_are_made_up() -> None:
    found = table("id,Comment,,Comment,Comment (2)", "1,a,b,c,d")
    assert found.columns == ("id", "Comment", "Column 3", "Comment (2)", "Comment (2) (2)")


def test_columns_without_name_and_text_and_rows_without_text_are_left_out() -> None:
    found = table("id,,why,,", "1,,a,,", "", ",, ,,", "2,,b,,")
    assert (found.columns, cells(found)) == (("id", "why"), [["1", "a"], ["2", "b"]])
    assert [row.number for row in found.rows] == [2, 5]


def test_a_column_with_a_name_stays_though_it_is_empty() -> None:
    assert table("id,why", "1,", "2,").columns == ("id", "why")


def test_short_rows_are_filled_and_a_trailing_separator_is_no_cell() -> None:
    found = table("id,view,why", "1", "2,Agree,x,", "3,Agree,,,,")
    assert cells(found) == [["1", "", ""], ["2", "Agree", "x"], ["3", "Agree", ""]]
    assert [row.fault for row in found.rows] == ["", "", ""]


def test_a_row_that_is_too_wide_names_the_separator() -> None:
    found = table("id;why", "1;a", "2;b", "3;a;b", separator=";")
    assert [row.fault for row in found.rows] == ["", "", ""], "commas are no separator here"
    found = table("id,why", "1,a", "2,b", "3,a,b")
    assert found.rows[2].fault == (
        "It has 3 cells, and the heading has 2. The file is separated by commas: a cell that holds one stands in "
        "quotation marks."
    )
    assert table("id,why", "1,a", "2,b", "3,a,b", separator=None).rows[2].fault.endswith("or empty the cells.")


def test_columns_that_most_rows_have_are_named_though_the_heading_is_short() -> None:
    assert table("id,why", "1,a,x", "2,b,y").columns == ("id", "why", "Column 3")


@pytest.mark.parametrize(
    ("lines", "layout", "sentence"),
    [
        (("a,b",), AS_FOUND, "no rows below its heading"),
        (("", " , "), AS_FOUND, "The file is empty"),
        (("a,b", "1,2"), Layout(heading=9), "no row 9"),
    ],
)
def test_what_is_no_table_is_refused(lines: tuple[str, ...], layout: Layout, sentence: str) -> None:
    with pytest.raises(Invalid, match=sentence):
        table(*lines, layout=layout)
