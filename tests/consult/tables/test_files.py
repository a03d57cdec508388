"""A file is read by what it holds."""

import pytest

from consult.kernel.errors import Invalid
from consult.tables.files import read_table, storable
from tests.consult.tables.test_workbooks import sheet, workbook


def test_a_text_and_a_workbook_give_the_same_table() -> None:
    text = 'id,view,hours\n1,Agree,5\n2,=1+1,2.5\n3,"two\nlines",\n'
    in_text, in_workbook = read_table(text.encode()), read_table(workbook(sheet()))
    assert in_text.columns == in_workbook.columns
    assert [list(row.cells) for row in in_text.rows] == [list(row.cells) for row in in_workbook.rows]


def test_an_empty_file_is_refused() -> None:
    with pytest.raises(Invalid, match="The file is empty"):
        read_table(b"")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be", "utf-16", "windows-1252"])
def test_a_file_that_is_kept_is_read_as_before(encoding: str) -> None:
    content = "id,view\n1,café\n".encode(encoding)
    table = read_table(content)
    kept = storable(content, table)
    assert read_table(kept) == table
    assert (kept == content) == (encoding not in {"utf-16-le", "utf-16-be"})
