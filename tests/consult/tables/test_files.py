"""A file is read by what it holds."""

import pytest

from consult.kernel.errors import Invalid
from consult.tables.files import read_table
from tests.consult.tables.test_workbooks import sheet, workbook


def test_a_text_and_a_workbook_give_the_same_table() -> None:
    text = 'id,view,hours\n1,Agree,5\n2,=1+1,2.5\n3,"two\nlines",\n'
    in_text, in_workbook = read_table(text.encode()), read_table(workbook(sheet()))
    assert in_text.columns == in_workbook.columns
    assert [list(row.cells) for row in in_text.rows] == [list(row.cells) for row in in_workbook.rows]


def test_an_empty_file_is_refused() -> None:
    with pytest.raises(Invalid, match="The file is empty"):
        read_table(b"")
