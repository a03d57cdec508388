"""Text with any usual separator is read as rows, and a fault is told with its line."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consult.kernel.errors import Invalid
from consult.tables import delimited
from consult.tables.delimited import read_delimited
from consult.tables.values import Layout

AS_FOUND = Layout()


def read(text: str, layout: Layout = AS_FOUND) -> tuple[str | None, list[tuple[int, list[str]]]]:
    """Return the separator and the rows of a text."""
    found = read_delimited(text.encode(), layout)
    return found.layout.separator, [(row.number, list(row.cells)) for row in found.rows]


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_the_separator_is_found(separator: str) -> None:
    lines = [["id", "view", "words"], ["1", "Agree", "one, two; three"], ["2", "Disagree", "a, b"]]
    text = "\n".join(separator.join(f'"{cell}"' if separator in cell else cell for cell in line) for line in lines)
    assert read(text) == (separator, list(enumerate(lines, 1)))


@pytest.mark.parametrize("line", ["sep=;", '"sep=;"', "SEP=;"])
def test_a_line_that_names_the_separator_is_no_row(line: str) -> None:
    assert read(f"{line}\r\na,b;c\r\n1,2;3\r\n") == (";", [(2, ["a,b", "c"]), (3, ["1,2", "3"])])


def test_a_separator_that_was_chosen_is_taken() -> None:
    assert read("a,b;c\n", Layout(separator=";"))[1] == [(1, ["a,b", "c"])]


def test_several_answers_in_a_cell_are_no_columns() -> None:
    assert read("id,how\n1,Walk;Bus\n2,Car\n3,Walk;Bus;Car\n")[0] == ","


def test_decimal_commas_are_no_columns() -> None:
    assert read("id;hours\n1;2,5\n2;3,5\n")[0] == ";"


def test_one_column_is_one_column() -> None:
    assert read("view\nAgree\nDisagree\n") == (",", [(1, ["view"]), (2, ["Agree"]), (3, ["Disagree"])])


def test_a_row_bears_the_line_on_which_it_begins() -> None:
    assert read('a,b\r\n1,"x\r\ny"\r\n\r\n2,z\r\n')[1][1:] == [(2, ["1", "x\r\ny"]), (4, []), (5, ["2", "z"])]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ('a,b\n1,"x"y\n', "Line 2 is not CSV: text follows a closing quotation mark"),
        ('a,b\n1,x\n2,"x\ny\n', "A quotation mark on line 3 opens a cell that never ends"),
        ("a,b\n1," + "x" * (delimited.LONGEST_CELL + 1), "begins on line 2 has more than 1,000,000 characters"),
        ("a," * 1_200, "Line 1 has more than 1,000 cells"),
    ],
)
def test_a_fault_is_told_with_its_line(text: str, sentence: str) -> None:
    with pytest.raises(Invalid, match=sentence):
        read(text)


def test_a_cell_may_be_as_long_as_is_said() -> None:
    assert read("a\n" + "x" * 900_000)[1][1][1] == ["x" * 900_000]


def test_the_rows_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(delimited, "MAX_ROWS", 2)
    with pytest.raises(Invalid, match="Import it in parts"):
        read("a\n1\n2\n")


@pytest.mark.parametrize("separator", ["", "ab", '"'])
def test_a_separator_is_one_character(separator: str) -> None:
    if separator:
        with pytest.raises(Invalid, match="A separator is one character"):
            read("a,b\n", Layout(separator=separator))
    else:
        assert read("a,b\n", Layout(separator=None))[0] == ","


@given(
    rows=st.lists(
        st.lists(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"])), min_size=3, max_size=3),
        min_size=2,
    ),
    separator=st.sampled_from(",;\t|"),
)
def test_whatever_was_written_is_read(rows: list[list[str]], separator: str) -> None:
    file = io.StringIO(newline="")
    csv.writer(file, delimiter=separator, quoting=csv.QUOTE_ALL).writerows(rows)
    assert [cells for _, cells in read(file.getvalue(), Layout(encoding="utf-8", separator=separator))[1]] == rows
